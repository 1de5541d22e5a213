// An event's way in four steps: as it is for every event, and as it was for one.

import { clock, count, el, moment, number, took } from "./dom.js";

const EVERY = [
  ["received", "Received", "A Backstage frontend posts what somebody did."],
  ["hydrated", "Hydrated", "The catalog adds chosen fields of the entity and of the user."],
  ["redacted", "Redacted", "Personal data and secrets become marks such as [EMAIL], the user becomes a pseudonym. Only then anything is stored."],
  ["sent", "Sent", "It waits on disk until the upstream takes it. What the upstream refuses becomes a dead letter, with its reason."],
];

export const everyWay = () => steps(EVERY.map(([name, title, words]) => ({ name, title, words: [words] })), "way every");

export function wayOf(event) {
  if (event.fate === "rejected") {
    return steps([
      { name: "received", title: "Received", words: [moment(event.received_at)], state: "good" },
      { name: "sent", title: "Refused", words: [event.reason], state: "bad" },
    ]);
  }
  return steps([
    { name: "received", title: "Received", words: [moment(event.received_at), event.plugin && `from ${event.plugin}`], state: "good" },
    { name: "hydrated", title: "Hydrated", ...hydrated(event) },
    { name: "redacted", title: "Redacted", ...redacted(event) },
    { name: "sent", ...sent(event) },
  ]);
}

function hydrated({ hydration, entity, leaves = [] }) {
  const added = leaves.filter((leaf) => /^(entity|identity): /.test(leaf.path) && leaf.sent !== null).length;
  const words = {
    complete: [added ? `${count(added, "field")} added` : "nothing to add", entity],
    "not-found": ["not in the catalog: nothing added", entity],
    unavailable: ["the catalog did not answer in time: nothing added", entity],
    "not-asked": ["no catalog was asked"],
  }[hydration] ?? [hydration];
  return { words, state: { complete: "good", unavailable: "warn" }[hydration] ?? "calm" };
}

function redacted({ redactions, redacted: hidden, user }) {
  const kinds = Object.entries(redactions ?? {}).map(([kind, times]) => (times > 1 ? `${number(times)} × ${kind}` : kind));
  const words = [hidden ? `${number(hidden)} hidden: ${kinds.join(", ")}` : "nothing to hide", user && "user pseudonymised"];
  return { words, state: hidden ? "warn" : "good" };
}

function sent({ fate, attempts = [], status, took_ms, reason }) {
  const tries = attempts.length > 1 ? `${number(attempts.length)} attempts` : "";
  if (fate === "delivered") {
    const last = attempts.at(-1);
    return { title: "Sent", words: [status ? `the upstream took it: ${status}, ${took(took_ms)}` : "delivered", last && clock(last.at), tries], state: "good" };
  }
  if (fate === "dead") return { title: "Dead letter", words: [reason, tries], state: "bad" };
  return { title: "Waiting", words: ["kept until the upstream takes it", tries], state: "calm" };
}

function steps(list, kind = "way") {
  return el("ol", { class: kind }, list.map(({ name, title, words, state }) => el("li", { "data-step": name, "data-state": state },
    el("strong", {}, title), words.filter(Boolean).map((line) => el("span", {}, line)))));
}
