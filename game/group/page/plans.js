"use strict";
// Plans in pairs: a text that is sent again until the room has it, and what partners wrote.
// `line()` is the open socket, or nothing; `post` asks without one; `wake` looks whether it lives; `make` makes a node.
const plansOf = (at, make, say, line, post, wake) => {
  const box = at("plan");
  let known = ""; // what the room has, as it was last put into the box
  let pending = null;
  let again = 0;
  let held = null;
  let drawn = "";

  // A reload must not lose what was typed; browsers may forbid to keep anything.
  const keep = (text) => { try { sessionStorage.setItem("plan", text); } catch { /* typed again */ } };
  const kept = () => { try { return sessionStorage.getItem("plan") || ""; } catch { return ""; } };

  const send = () => {
    clearTimeout(again);
    if (!pending) return;
    const socket = line();
    if (socket) socket.send(JSON.stringify({ plan: pending }));
    else post("/plan", pending);
    again = setTimeout(() => { wake(); send(); }, 2500);
  };

  const received = () => {
    const changed = box.value.trim() !== known;
    let text = "";
    if (pending) text = "Sending…";
    else if (held) text = changed ? "Received. What you changed since is not sent yet." : "Received. You can change it, and send it again.";
    say("planned", text);
    at("write").setAttribute("aria-disabled", String(!box.value.trim() || !!pending || !changed));
  };

  const stop = () => { pending = null; clearTimeout(again); received(); };

  const draw = (state) => {
    at("planning").hidden = !state.plan;
    at("write").hidden = false;
    if (!state.plan) return;
    const { pair = [], plan = null, theirs = [] } = state.you;
    if (pending && plan && plan.id >= pending.id) {
      if (box.value === pending.text) box.value = known = plan.text;
      stop();
    }
    if (!box.value) box.value = kept();
    if (plan && !pending && box.value === known) box.value = plan.text;
    known = plan ? plan.text : "";
    held = plan;
    if (plan && box.value === known) keep("");
    say("pair", pair.length ? `You are paired with ${pair.join(" and ")}.${plan ? "" : " Once your plan is sent, you read theirs."}` : "Nobody else is here to be paired with yet.");
    say("asked", state.plan.question);
    say("hint", state.plan.hint);
    box.maxLength = state.plan.most;
    read(theirs, plan && pair.length > theirs.length);
    received();
  };

  const read = (theirs, waiting) => {
    const key = JSON.stringify([theirs, waiting]);
    if (key === drawn) return;
    drawn = key;
    at("theirs").replaceChildren(...theirs.flatMap(([name, text]) => [make("h2", `${name}'s plan`), make("p", text, "plan")]));
    if (waiting) at("theirs").append(make("p", "You read the other plan here once it is sent."));
  };

  box.addEventListener("input", () => { keep(box.value); received(); });
  at("planning").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value;
    if (pending || !text.trim() || text.trim() === known) return;
    say("alert", "");
    pending = { text, id: (held ? held.id : 0) + 1 };
    send();
    received();
  });

  // The session is over: what was read stays to be read, and what was not sent is said.
  const end = () => {
    stop();
    at("write").hidden = true;
    const unsent = box.value.trim() !== known;
    say("planned", unsent ? `Not sent: the session had ended.${held ? " The plan that you sent before is kept." : ""}` : held ? "Received." : "");
  };

  return { draw, stop, end };
};
