// Plays an ink story at random: node inkjs_play.cjs FOLDER STORY.ink GAMES SEED
// FOLDER has inkjs in its node_modules. Writes STORY.ink.json, and prints steps and CPU seconds.
const { readFileSync, writeFileSync } = require("fs");
const { join } = require("path");

const [folder, file, games, seed] = process.argv.slice(2);
const { Compiler } = require(join(folder, "node_modules/inkjs/dist/ink-full.js"));
const { Story } = require(join(folder, "node_modules/inkjs/dist/ink.js"));

const compiled = new Compiler(readFileSync(file, "utf8")).Compile().ToJson();
writeFileSync(`${file}.json`, compiled);
const story = new Story(compiled);

let state = Number(seed) || 1;
function draw() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
}

let steps = 0;
let letters = 0;
function play(number) {
  for (let game = 0; game < number; game++) {
    story.ResetState();
    for (;;) {
      while (story.canContinue) letters += story.Continue().length;
      const choices = story.currentChoices;
      if (!choices.length) break;
      for (const choice of choices) letters += choice.text.length;
      story.ChooseChoiceIndex(Math.floor(draw() * choices.length));
      steps++;
    }
  }
}

play(Math.ceil(Number(games) / 10)); // the compiler of the engine warms up
steps = letters = 0;
const begun = process.cpuUsage();
play(Number(games));
const { user, system } = process.cpuUsage(begun);
console.log(JSON.stringify({ steps, letters, seconds: (user + system) / 1e6 }));
