// One event: its way, received beside sent, what decided about each field, the attempts, and how to send it again.

import { button, byId, clock, count, el, replace, took } from "./dom.js";
import { everyWay, wayOf } from "./way.js";

const MARK = /(\[[A-Z][A-Z_ ]+\])/;
const ORDER = ["redacted", "pseudonymised", "dropped", "sent", "absent"];
const LONG = 320;
const SHOWN = 240;

export function showNothing(words) {
  byId("detail-title").textContent = "One event";
  replace(byId("detail-body"), el("p", { class: "hint" }, words));
}

// What a newcomer reads first.
export function showEvery() {
  byId("detail-title").textContent = "What happens to an event";
  replace(byId("detail-body"), everyWay(), el("p", { class: "hint" },
    "Choose an event to see this for it: each field as received and as sent, and which rule decided."));
}

export function show(event, { replay, copy, only }) {
  replace(byId("detail-title"), el("span", {}, event.action || "event"), " ", el("span", { class: "fate", "data-fate": event.fate }, event.fate));
  replace(byId("detail-body"), ...(event.fate === "rejected" ? refused(event, only) : taken(event, { replay, copy, only })));
}

function refused(event, only) {
  return [
    wayOf(event), facts(event, only),
    el("p", { class: "hint" }, "Of an event that was not taken only the reason is kept, as nobody knows what is in it."),
  ];
}

function taken(event, { replay, copy, only }) {
  const json = JSON.stringify(event.cloudevent, null, 2);
  return [
    wayOf(event),
    facts(event, only),
    el("div", { class: "bar" },
      event.fate === "dead" && button("Replay", () => replay([event.id]), { id: "replay", class: "main" }),
      button("Copy CloudEvents JSON", () => copy(json, "the CloudEvents JSON"), { id: "copy" }),
      button("Copy curl", () => copy(event.curl, "the curl command"))),
    el("h3", {}, "Received and sent"),
    ...difference(event.leaves ?? []),
    el("h3", {}, "Delivery"),
    attempts(event.attempts ?? []),
    el("details", {}, el("summary", {}, "CloudEvents JSON, as it leaves"), el("pre", { tabindex: "0", role: "region", "aria-label": "CloudEvents JSON" }, json)),
    el("details", {}, el("summary", {}, "Send it again with curl"), el("pre", { tabindex: "0", role: "region", "aria-label": "curl command" }, event.curl)),
  ];
}

// What may be asked for in a filter can be chosen with a press.
function facts(event, only) {
  const rows = [["plugin", event.plugin], ["entity", event.entity], ["user", event.user], ["tag", event.tag], ["id", event.id]];
  return el("dl", { class: "facts" }, rows.filter(([, value]) => value).flatMap(([name, value]) => [
    el("dt", {}, name),
    el("dd", { class: "mono", dir: "auto" }, value, name !== "id" && button("show only these", () => only(name, value), { class: "quiet", "aria-label": `Show only events with this ${name}` })),
  ]));
}

function difference(leaves) {
  if (!leaves.length) return [el("p", { class: "hint" }, "Only what left is known of this event: it was received before this server started.")];
  // What was hidden is what people look for.
  const sorted = leaves.toSorted((one, other) => ORDER.indexOf(one.fate) - ORDER.indexOf(other.fate));
  const rows = sorted.map((leaf) => row(leaf.fate === "sent" ? "" : "changed",
    cell("path", "field", ...breakable(leaf.path)),
    ...(leaf.fate === "sent" ? [cell("value both", "received and sent", ...value(leaf.sent))] : [cell("value", "received", ...value(leaf.received)), cell("value", "sent", ...value(leaf.sent))]),
    cell("", "fate", el("span", { class: "fate", "data-fate": leaf.fate }, leaf.fate)),
    cell("by", "decided by", ...decided(leaf))));
  return [
    table("Fields of the event", "leaves", ["field", "received", "sent", "fate", "decided by"], rows),
    el("p", { class: "hint" }, "A value across both columns left as it came: every detector looked at it, and none found anything."),
  ];
}

// A path may be broken where its parts meet.
const breakable = (path) => path.split(/(?<=[.:/])/).flatMap((part) => [part, el("wbr")]);
const decided = ({ rule, place }) => (rule || place ? [rule && el("span", {}, rule), place && el("span", { class: "place" }, ...breakable(place))] : ["–"]);

// Roles are named, as the layout for narrow screens would take them from the elements.
const cell = (kind, label, ...content) => el("td", { role: "cell", class: kind, "data-label": label, colspan: kind.endsWith("both") ? "2" : null, dir: kind.startsWith("value") ? "auto" : null }, ...content);
const row = (kind, ...cells) => el("tr", { role: "row", class: kind }, ...cells);

function table(label, kind, heads, rows) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, el("table", { role: "table", class: kind },
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads.map((name) => el("th", { role: "columnheader", scope: "col" }, name)))),
    el("tbody", { role: "rowgroup" }, rows)));
}

function value(given) {
  if (given === null || given === undefined) return ["–"];
  const text = String(given);
  if (text.length <= LONG) return marked(text);
  const more = button(`show all ${count(text.length, "character")}`, () => more.parentElement.replaceChildren(...marked(text)), { class: "quiet" });
  return [...marked(`${text.slice(0, SHOWN)}… `), more];
}

// Marks stand out; the rest goes through an element, as everything does.
const marked = (text) => text.split(MARK).filter(Boolean).map((part) => el(MARK.test(part) ? "mark" : "span", {}, part));

function attempts(list) {
  if (!list.length) return el("p", { class: "hint" }, "No attempt yet.");
  return table("Delivery attempts", "attempts", ["at", "answer", "took", "batch"], list.map((each) => row("",
    cell("", "at", clock(each.at)),
    cell("", "answer", each.detail || (each.status ? `HTTP ${each.status}` : "no answer")),
    cell("", "took", took(each.took_ms)),
    cell("", "batch", count(each.events, "event")))));
}
