// One event: received beside sent, what decided about each field, the attempts, and how to send it again.

import { byId, clock, el, number, replace } from "./dom.js";

const MARK = /(\[[A-Z][A-Z_ ]+\])/;

export function showNothing(words) {
  byId("detail-title").textContent = "One event";
  replace(byId("detail-body"), el("p", { class: "hint" }, words));
}

export function show(event, { replay, copy }) {
  byId("detail-title").textContent = `${event.action || "event"}: ${event.fate}`;
  if (event.fate === "rejected") {
    replace(byId("detail-body"), facts(event), el("p", { class: "hint" }, "Of an event that was not taken only the reason is kept, as nobody knows what is in it."));
    return;
  }
  replace(
    byId("detail-body"),
    facts(event),
    el("div", { class: "bar" },
      event.cloudevent && el("button", { type: "button", id: "copy", onclick: () => copy(JSON.stringify(event.cloudevent, null, 2)) }, "Copy CloudEvents JSON"),
      el("button", { type: "button", onclick: () => copy(event.curl) }, "Copy curl"),
      event.fate === "dead" && el("button", { type: "button", id: "replay", onclick: () => replay([event.id]) }, "Replay")),
    el("h3", {}, "Received and sent"),
    difference(event.leaves ?? []),
    el("h3", {}, "Delivery"),
    attempts(event.attempts ?? []),
    event.cloudevent && el("details", {}, el("summary", {}, "CloudEvents JSON"), el("pre", { tabindex: "0", "aria-label": "CloudEvents JSON" }, JSON.stringify(event.cloudevent, null, 2))),
    event.curl && el("details", {}, el("summary", {}, "Send it again with curl"), el("pre", { tabindex: "0", "aria-label": "curl command" }, event.curl)),
  );
}

function facts(event) {
  const rows = [
    ["id", event.id], ["received", event.received_at && `${clock(event.received_at)} (${event.received_at})`],
    ["entity", event.entity], ["user", event.user], ["hydration", event.hydration],
    ["reason", event.reason], ["tag", event.tag],
  ].filter(([, value]) => value);
  return el("dl", { class: "facts" }, rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", { class: name === "id" ? "mono" : "" }, String(value))]));
}

function difference(leaves) {
  if (!leaves.length) return el("p", { class: "hint" }, "Only what left is known of this event: it was received before this server started.");
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Fields of the event" }, el("table", {},
    el("thead", {}, el("tr", {}, ["field", "received", "sent", "fate", "decided by"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, leaves.map((leaf) => el("tr", { class: leaf.fate === "sent" ? "" : "changed" },
      el("td", { class: "path" }, leaf.path),
      el("td", { class: "value" }, marked(leaf.received)),
      leaf.fate === "sent" ? el("td", { class: "same" }, "as received") : el("td", { class: "value" }, marked(leaf.sent)),
      el("td", {}, el("span", { class: "fate", "data-fate": leaf.fate }, leaf.fate)),
      el("td", {}, [leaf.rule, leaf.place].filter(Boolean).join(", ")))))));
}

function marked(value) {
  if (value === null || value === undefined) return ["–"];
  return String(value).split(MARK).map((part) => (MARK.test(part) ? el("mark", {}, part) : part));
}

function attempts(list) {
  if (!list.length) return el("p", { class: "hint" }, "No attempt yet.");
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Delivery attempts" }, el("table", {},
    el("thead", {}, el("tr", {}, ["at", "answer", "took", "detail"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, list.map((each) => el("tr", {},
      el("td", {}, clock(each.at)), el("td", {}, each.status ? String(each.status) : each.kind), el("td", {}, each.took_ms === null ? "" : `${number(Math.round(each.took_ms))} ms`), el("td", {}, each.detail ?? ""))))));
}
