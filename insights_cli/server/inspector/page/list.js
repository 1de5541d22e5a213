// The live list: newest first, bounded, and only the visible rows are in the page.

import { byId, clock, el, took } from "./dom.js";

const ROW = 48;
const SPARE = 6;
export const MOST = 10000;

export class EventList {
  constructor(box, choose) {
    this.box = box;
    this.choose = choose;
    this.rows = [];
    this.index = new Map();
    this.chosen = null;
    this.ground = el("div", { role: "presentation" });
    box.append(this.ground);
    box.addEventListener("scroll", () => this.draw(), { passive: true });
    box.addEventListener("keydown", (press) => this.press(press));
    new ResizeObserver(() => this.draw()).observe(box);
  }

  clear() {
    this.rows = [];
    this.index.clear();
    this.draw();
  }

  // Newest first, however *rows* come; one that is known already is changed in place.
  add(rows) {
    const fresh = [];
    for (const row of rows) {
      const known = this.index.get(row.id);
      if (known) Object.assign(known, row);
      else {
        this.index.set(row.id, row);
        fresh.push(row);
      }
    }
    const at = Math.floor(this.box.scrollTop / ROW);
    const first = this.rows[at];
    // Changes come in any order; ids grow with time.
    this.rows = [...fresh, ...this.rows].sort((one, other) => (one.id < other.id ? 1 : -1));
    for (const gone of this.rows.splice(MOST)) this.index.delete(gone.id);
    if (at && fresh.length) this.box.scrollTop += (this.rows.indexOf(first) - at) * ROW;
    this.draw();
  }

  // Events that have moved on, and are no longer what was asked for.
  remove(ids) {
    const gone = new Set(ids.filter((id) => this.index.delete(id)));
    if (!gone.size) return;
    this.rows = this.rows.filter((row) => !gone.has(row.id));
    this.draw();
  }

  // Rows older than all that is here, newest first.
  addOlder(rows) {
    for (const row of rows) {
      if (this.index.has(row.id) || this.rows.length >= MOST) continue;
      this.index.set(row.id, row);
      this.rows.push(row);
    }
    this.draw();
  }

  get(id) { return this.index.get(id); }

  select(id) {
    this.chosen = id;
    const at = this.rows.findIndex((row) => row.id === id);
    if (at >= 0) this.reveal(at);
    this.draw();
  }

  reveal(at) {
    const top = at * ROW;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + ROW > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + ROW - this.box.clientHeight;
  }

  move(steps) {
    if (!this.rows.length) return;
    const at = this.rows.findIndex((row) => row.id === this.chosen);
    const next = Math.max(0, Math.min(this.rows.length - 1, at < 0 ? 0 : at + steps));
    this.choose(this.rows[next].id);
  }

  press(press) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity }[press.key];
    if (press.key === "Enter" && this.chosen) byId("detail").focus();
    else if (steps === undefined) return;
    else this.move(steps === -Infinity ? -this.rows.length : steps === Infinity ? this.rows.length : steps);
    press.preventDefault();
  }

  draw() {
    this.ground.style.height = `${this.rows.length * ROW}px`;
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - SPARE);
    const last = Math.min(this.rows.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + SPARE);
    const options = [];
    for (let at = first; at < last; at += 1) options.push(this.option(this.rows[at], at));
    this.ground.replaceChildren(...options);
    if (this.chosen && this.index.has(this.chosen)) this.box.setAttribute("aria-activedescendant", `row-${this.chosen}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  option(row, at) {
    const option = el("div", {
      id: `row-${row.id}`, class: "row", role: "option", "aria-selected": row.id === this.chosen ? "true" : "false",
      "aria-setsize": this.rows.length, "aria-posinset": at + 1, onclick: () => this.choose(row.id, true),
    },
    el("span", { class: "time" }, clock(row.received_at)),
    el("span", { class: "action" }, row.action || "–"),
    el("span", { class: "words" }, el("span", { dir: "auto" }, row.subject || row.reason || "(no subject)"), el("span", { class: "about" }, ...about(row))),
    el("span", { class: "result" }, el("span", { class: "fate", "data-fate": row.fate }, row.fate), el("span", { class: "about" }, answer(row))));
    option.style.top = `${at * ROW}px`;
    return option;
  }
}

function about(row) {
  const parts = [row.entity?.replace(":default/", ":") ?? row.plugin, row.user && short(row.user), row.tag && `#${row.tag}`].filter(Boolean).join("  ·  ");
  return [row.redacted ? el("span", { class: "fate", "data-fate": "redacted" }, `${row.redacted} hidden`) : null, row.redacted && parts ? `  ·  ${parts}` : parts];
}

// As much of a pseudonym as tells people apart.
const short = (user) => user.slice(user.lastIndexOf("/") + 1, user.lastIndexOf("/") + 12);
const answer = (row) => (row.status ? `${row.status} · ${took(row.took_ms)}` : "");
