// Workload B as a machine of XState: `node journey.mjs FOLDER LOG ROUNDS`, FOLDER being where xstate is installed.
//
// LOG has one [user, event, time, plan] a line. Prints {"spent": CPU seconds of each round, "sends": [...]}. A run
// is an actor of one shared machine: measured, that is somewhat quicker than snapshots and the pure `transition`.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const [folder, path, rounds] = process.argv.slice(2);
const { createActor, setup } = createRequire(`${folder}/package.json`)("xstate");

const actions = {
  sendFirst: ({ context: { run }, event: { now } }) => run.sendFirst(now),
  sendSecond: ({ context: { run }, event: { now } }) => run.sendSecond(now),
};
const machine = setup({ actions }).createMachine({
  context: ({ input }) => ({ run: input }),
  initial: "waiting",
  states: {
    waiting: { on: { due: { target: "listening", actions: "sendFirst" } } },
    listening: { on: { ordered: "done", due: { target: "done", actions: "sendSecond" } } },
    done: { type: "final" },
  },
});

// Timers due together fire in the order in which they were set.
class Timers {
  items = [];

  isBefore(one, other) {
    return one.due < other.due || (one.due === other.due && one.number < other.number);
  }

  push(item) {
    const items = this.items;
    let place = items.push(item) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.isBefore(item, items[parent])) break;
      items[place] = items[parent];
      place = parent;
    }
    items[place] = item;
  }

  pop() {
    const items = this.items;
    const first = items[0];
    const last = items.pop();
    if (items.length > 0) {
      let place = 0;
      for (;;) {
        let child = 2 * place + 1;
        if (child >= items.length) break;
        if (child + 1 < items.length && this.isBefore(items[child + 1], items[child])) child += 1;
        if (!this.isBefore(items[child], last)) break;
        items[place] = items[child];
        place = child;
      }
      items[place] = last;
    }
    return first;
  }
}

function play(log) {
  const sends = [];
  const timers = new Timers();
  const runs = new Map();
  const byChannel = { push: new Map(), sms: new Map() };
  const ofAll = new Map();
  let number = 0;

  function send(user, channel, now) {
    const last = byChannel[channel].get(user);
    if (last !== undefined && last > now - DAY) return;
    let times = ofAll.get(user);
    if (times === undefined) ofAll.set(user, (times = []));
    if (times.length === 3 && times[0] > now - WEEK) return;
    byChannel[channel].set(user, now);
    times.push(now);
    if (times.length > 3) times.shift();
    sends.push([now, user, channel]);
  }

  function setTimer(run, due) {
    run.number = ++number;
    timers.push({ due, number, user: run.user });
  }

  class Run {
    number = 0;

    constructor(user, plan) {
      this.user = user;
      this.plan = plan;
      this.actor = createActor(machine, { input: this }).start();
    }

    sendFirst(now) {
      send(this.user, this.plan === "gold" ? "push" : "sms", now);
      setTimer(this, now + DAY);
    }

    sendSecond(now) {
      send(this.user, this.plan === "gold" ? "sms" : "push", now);
    }

    take(type, now) {
      this.actor.send({ type, now });
      if (this.actor.getSnapshot().status === "done") runs.delete(this.user);
    }
  }

  function fire(until) {
    while (timers.items.length > 0 && timers.items[0].due <= until) {
      const timer = timers.pop();
      const run = runs.get(timer.user);
      if (run !== undefined && run.number === timer.number) run.take("due", timer.due);
    }
  }

  for (const [user, event, now, plan] of log) {
    fire(now - 1);
    const run = runs.get(user);
    if (event === "order") {
      if (run !== undefined) run.take("ordered", now);
    } else if (run === undefined) {
      const entered = new Run(user, plan);
      runs.set(user, entered);
      setTimer(entered, now + 2 * HOUR);
    }
  }
  fire(log[log.length - 1][2] + WEEK);
  return sends;
}

const log = readFileSync(path, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
const spent = [];
let sends = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const begin = process.cpuUsage();
  sends = play(log);
  const { user, system } = process.cpuUsage(begin);
  spent.push((user + system) / 1e6);
}
console.log(JSON.stringify({ spent, sends }));
