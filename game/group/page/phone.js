"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const make = (tag, text, kind) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  const data = document.body.dataset;
  const MARKS = ["span", "strong", "em"];
  let state = null; // the newest snapshot; the server's word on everything
  let socket = null;
  let tries = 0;
  let timer = 0;
  let probe = 0;
  let offset = 0; // the server's clock minus ours, in ms
  let pending = null; // a vote that is not acknowledged yet: sent again until it is
  let again = 0;
  let failures = 0; // sockets that never opened: then plain requests are used
  let drawn = "";
  let over = false; // the host has ended the session
  let shut = false; // an answer came back as too late: what is open here is so no more

  const say = (id, text) => { if (at(id).textContent !== text) at(id).textContent = text; };

  // The one alert stands at the button that was pressed, or else at the top.
  const warn = (text) => {
    const button = [at("send"), at("write")].find((one) => one.offsetParent);
    if (button) button.after(at("alert")); else at("heading").before(at("alert"));
    say("alert", text);
    at("alert").scrollIntoView({ block: "nearest" });
  };

  // ---- the line to the server

  const open = () => {
    clearTimeout(timer);
    if (socket) { socket.onclose = socket.onmessage = null; socket.close(); }
    const own = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/ws");
    let greeted = false;
    socket = own;
    clearTimeout(probe);
    probe = setTimeout(() => { probe = 0; own.close(); }, 10000); // a network that swallows all says nothing
    own.onmessage = (event) => {
      greeted = true;
      tries = failures = 0;
      clearTimeout(probe);
      probe = 0;
      take(JSON.parse(event.data));
    };
    own.onclose = () => {
      if (socket !== own) return;
      socket = null;
      clearTimeout(probe);
      probe = 0;
      if (!greeted) failures += 1;
      lost();
    };
  };

  const lost = async () => {
    if (over) return;
    const answer = await fetchState();
    if (answer === "out") return joinFirst();
    if (answer === "away") say("line", "Not connected. Trying again…");
    const wait = answer === "here" && failures > 1 ? 2000 : Math.min(8000, 300 * 2 ** tries) * (0.5 + Math.random());
    tries += 1;
    clearTimeout(timer);
    timer = setTimeout(failures > 2 && failures % 10 ? lostAgain : open, wait);
  };

  // A proxy that breaks sockets: ask every two seconds, and try a socket now and then.
  const lostAgain = () => { failures += 1; lost(); };

  const ask = (path, more) => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 5000);
    return fetch(path, { cache: "no-store", signal: stop.signal, ...more });
  };

  const fetchState = async () => {
    try {
      const response = await ask("/state");
      if (response.status === 401) return "out";
      if (!response.ok) return "away";
      take(await response.json());
      return "here";
    } catch { return "away"; }
  };

  // Phones cut a connection in their sleep without a word: ask, and open anew if nothing comes.
  const wake = () => {
    if (document.visibilityState === "hidden" || !state) return;
    if (!socket || socket.readyState > 1) { tries = 0; open(); return; }
    if (socket.readyState === 1 && !probe) {
      socket.send(JSON.stringify({ probe: 1 }));
      probe = setTimeout(() => { probe = 0; tries = 0; open(); }, 1500);
    }
  };
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
  addEventListener("online", wake);
  addEventListener("focus", wake);

  // ---- votes, and bets, which are sent the same way

  const sending = () => pending && pending.round === state.round;

  const vote = (option) => {
    const held = state.you.vote;
    const id = Math.max(held ? held.id : 0, sending() ? pending.id : 0) + 1;
    pending = { round: state.round, option, id };
    send();
    draw();
  };

  const bet = (way) => { pending = { round: state.round, way }; send(); draw(); };
  const wrapped = () => pending.way ? { bet: pending } : { vote: pending };

  const send = () => {
    clearTimeout(again);
    if (!pending) return;
    if (socket && socket.readyState === 1) socket.send(JSON.stringify(wrapped()));
    else post("/vote", pending.way ? wrapped() : pending);
    again = setTimeout(() => { wake(); send(); }, 2500); // the line may be dead without a word
  };

  const post = async (path, asked) => {
    try {
      const response = await ask(path, { method: "POST", body: JSON.stringify(asked) });
      if (response.ok) take(await response.json());
      return response.ok;
    } catch { return false; /* it is sent again */ }
  };

  const take = (message) => {
    if (message.state) {
      const fresh = message.state;
      if (state && fresh.rev < state.rev) return;
      offset = fresh.now ? fresh.now - Date.now() : offset;
      state = fresh;
      over = shut = false;
      if (sending() && settled()) pending = null;
      say("alert", "");
      draw();
    } else if (message.ack && state && state.you) {
      const { round, option, id, way } = message.ack;
      const asked = pending && pending.round === round;
      if (way) {
        if (round === state.round) state.you.bet = way;
        if (asked && pending.way === way) pending = null;
      } else {
        if (round === state.round) state.you.vote = { option, id };
        if (asked && id >= pending.id) pending = null;
      }
      draw();
    } else if (message.closed) {
      over = true;
      pending = null;
      say("line", message.closed);
      at("ballot").hidden = true;
      plans.end();
    } else if (message.late) {
      if (!pending || pending.round !== message.late.round || !pending.way !== !message.late.bet) return; // answered before
      pending = null;
      shut = message.late.round === state.round && !!(message.late.bet ? state.bets : state.options);
      if (shut) for (const one of document.querySelectorAll("#options input")) one.checked = one.value === mine();
      draw();
      warn(message.late.bet ? "Your bet came after the bets had closed, and does not count."
        : "Your vote came after the vote had closed, and does not count.");
    } else if (message.refused) {
      pending = null;
      plans.stop();
      draw();
      warn(message.refused);
    }
    if (!pending) clearTimeout(again);
  };

  const settled = () => pending.way ? state.phase === "betting" && state.you.bet === pending.way
    : state.you && state.you.vote && state.you.vote.id >= pending.id;
  const plans = plansOf(at, make, say, () => (socket && socket.readyState === 1 ? socket : null), post, wake);

  // ---- what is shown

  const draw = () => {
    if (!state) return;
    if (state.phase === "gone") return joinFirst(state.status);
    at("join").hidden = true;
    at("room").hidden = false;
    const you = state.you;
    say("who", you.team ? `${you.name} · ${you.team}` : you.name);
    say("line", !shut ? state.status : state.bets ? "The bets are closed." : "The vote is closed.");
    const heading = state.title || state.story;
    // The meters land below the reply, which is being read: the place stays.
    const key = `${state.phase === "landed" ? "decided" : state.phase}/${state.round}/${heading}/${you.team}/${!!state.qualities}`;
    say("heading", heading);
    say("place", state.place || "");
    say("chosen", (state.chosen || []).join("\n"));
    if (key !== drawn) {
      words(at("text"), state.text || []);
      splits(at("splits"), state.splits || []);
      ballot();
      if (drawn) at("heading").focus();
      drawn = key;
    } else if (state.splits) splits(at("splits"), state.splits);
    say("bet", state.bet || "");
    plans.draw(state);
    say("meters", (state.meters || []).join(" "));
    received();
    clock();
  };

  const words = (node, paragraphs) => node.replaceChildren(...paragraphs.map((runs) => {
    const paragraph = make("p");
    paragraph.append(...runs.map(([text, mark]) => make(MARKS[mark], text)));
    return paragraph;
  }));

  const ballot = () => {
    const options = state.phase === "open" ? state.options || [] : state.bets || [];
    const picking = state.phase === "debrief" && state.qualities;
    at("ballot").hidden = !options.length && !picking;
    say("question", state.question || "");
    at("options").replaceChildren(...(picking ? state.qualities : options).map(([id, text]) => {
      const label = make("label", undefined, "option");
      const input = make("input");
      input.type = picking ? "checkbox" : "radio";
      input.name = "option";
      input.value = id;
      input.checked = picking ? state.you.picks.includes(id) : mine() === id;
      input.addEventListener("change", received);
      label.append(input, make("span", text));
      return label;
    }));
    if (picking) say("question", "Up to two qualities");
    say("send", picking ? "Send" : state.bets ? "Send my bet" : "Send my vote");
  };

  const chosen = () => [...document.querySelectorAll("#options input:checked")].map((one) => one.value);

  // What this phone has chosen, as the server has it.
  const mine = () => state.bets ? state.you.bet : state.you.vote && state.you.vote.option;

  const received = () => {
    const held = state.you.vote;
    const picked = chosen();
    let line = "";
    if (state.phase === "open") {
      if (sending()) line = "Sending…";
      else if (held) line = shut ? `Your vote before it counts: ${label(held.option)}` : `Received: ${label(held.option)} You can change it while the vote is open.`;
      else if (!state.options.length) line = state.question; // this side has nothing to decide
    } else if (state.bets) {
      if (sending()) line = "Sending…";
      else if (mine()) line = shut ? `Your bet before it counts: ${label(mine())}` : `Received: ${label(mine())} You can change it until the reply is read.`;
    } else if (state.phase === "locked") line = held ? `Your vote counts: ${label(held.option)}` : "";
    else if (state.qualities && state.you.picks.length) line = "Received.";
    say("received", line);
    const same = (state.phase === "open" || state.bets) && mine() && !pending && picked[0] === mine();
    at("send").setAttribute("aria-disabled", String(!picked.length || !!same || shut));
  };

  const label = (option) => {
    const found = (state.options || state.bets || []).find(([id]) => id === option);
    return found ? found[1] : option;
  };

  const splits = (node, all) => node.replaceChildren(...all.flatMap((side) => {
    const parts = side.team ? [make("h2", side.team)] : [];
    const several = new Set(side.rows.flatMap(([, shares]) => shares.map(([, , ballot]) => ballot))).size > 1;
    for (const [text, shares] of side.rows) {
      const row = make("div", undefined, "row");
      row.append(make("p", text));
      shares.forEach(([count, share, ballot]) => {
        const name = several ? `${ballot}: ` : "";
        row.append(make("p", `${name}${share} %, ${count} ${count === 1 ? "vote" : "votes"}`, "mine"), bar(share));
      });
      parts.push(row);
    }
    return parts;
  }));

  const bar = (share) => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const rect = document.createElementNS(space, "rect");
    svg.setAttribute("class", "bar");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("viewBox", "0 0 100 1");
    svg.setAttribute("preserveAspectRatio", "none");
    rect.setAttribute("width", share);
    rect.setAttribute("height", 1);
    svg.append(rect);
    return svg;
  };

  const clock = () => {
    if (!state.deadline || state.phase !== "open" || shut) return say("time", "");
    const left = Math.max(0, Math.ceil((state.deadline - Date.now() - offset) / 1000));
    say("time", `${left} seconds left`);
  };
  setInterval(() => { if (state && state.deadline) clock(); }, 1000);

  at("ballot").addEventListener("submit", (event) => {
    event.preventDefault();
    const picked = chosen();
    if (shut) return;
    if (!picked.length) return warn("Choose an answer first.");
    say("alert", "");
    const same = mine() === picked[0] && !pending;
    if (state.phase === "open" && !same) vote(picked[0]);
    else if (state.bets && !same) bet(picked[0]);
    else if (state.phase === "debrief") {
      if (picked.length > 2) return warn("Choose one or two.");
      if (socket && socket.readyState === 1) socket.send(JSON.stringify({ pick: picked }));
      else post("/vote", { pick: picked }).then((ok) => ok ? fetchState() : warn("Not connected. Send again in a moment."));
    }
  });

  // ---- joining

  const joinFirst = (note) => {
    clearTimeout(timer);
    state = null;
    drawn = "";
    at("room").hidden = true;
    at("join").hidden = false;
    at("naming").hidden = data.names !== "asked";
    if (data.code) at("code").value = data.code;
    say("line", "");
    say("who", "");
    if (note) warn(note);
  };

  const sides = data.teams ? data.teams.split("|").map((one) => one.split("=")) : [];
  at("sides").hidden = !sides.length;
  at("sides").append(...sides.map(([id, name], index) => {
    const label = make("label", undefined, "option");
    const input = make("input");
    input.type = "radio";
    input.name = "team";
    input.value = id;
    input.checked = !index;
    label.append(input, make("span", name));
    return label;
  }));

  at("join").addEventListener("submit", async (event) => {
    event.preventDefault();
    const team = document.querySelector("#sides input:checked");
    const asked = { code: at("code").value, name: at("name").value, team: team ? team.value : null, seat_code: at("seat_code").value };
    try {
      const response = await ask("/join", { method: "POST", body: JSON.stringify(asked) });
      if (!response.ok) return warn(await response.text());
      say("alert", "");
      await fetchState();
      open();
      at("heading").focus();
    } catch { warn("The room can't be reached. Are you on the same Wi-Fi?"); }
  });

  (async () => {
    const answer = await fetchState();
    if (answer === "out") joinFirst();
    else open();
  })();
})();
