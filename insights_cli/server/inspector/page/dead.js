// Dead letters: why each of them died, to show, to replay, to purge.

import * as api from "./api.js";
import { button, byId, count, el, moment, number, replace } from "./dom.js";

const MOST = 100;

export async function load(total, { show, replay }) {
  const { events } = await api.deadLetters().catch(() => ({ events: [] }));
  const more = Math.max(total, events.length) - Math.min(events.length, MOST);
  byId("dead-words").textContent = events.length ? `${number(Math.max(total, events.length))}, kept until replayed or purged` : "none: what the upstream refuses for good would be here, with its reason";
  byId("replay-all").hidden = byId("purge-all").hidden = !events.length;
  replace(byId("dead-list"), events.slice(0, MOST).map((each) => line(each, show, replay)), more > 0 && el("li", { class: "hint" }, `and ${number(more)} more`));
}

function line(each, show, replay) {
  const name = [each.action, each.subject].filter(Boolean).join(" ") || each.id;
  return el("li", {},
    el("span", { class: "reason" }, [each.reason, each.detail].filter(Boolean).join(": ") || "dead"),
    el("span", { class: "words", dir: "auto" }, name),
    el("span", { class: "hint" }, `received ${moment(each.received_at)}`),
    el("span", { class: "bar" },
      button("Show", () => show(each.id), { "aria-label": `Show ${name}` }),
      button("Replay", () => replay([each.id]), { "aria-label": `Replay ${name}` })));
}

// Ask first; *purge* is called when the answer is yes.
export function askToPurge(total, purge) {
  const dialog = byId("confirm");
  byId("confirm-title").textContent = total === 1 ? "Purge the dead letter?" : `Purge all ${count(total, "dead letter")}?`;
  byId("confirm-words").textContent = `${total === 1 ? "It is" : "They are"} forgotten for good and cannot be replayed.`;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", () => { if (dialog.returnValue === "yes") purge(); }, { once: true });
}
