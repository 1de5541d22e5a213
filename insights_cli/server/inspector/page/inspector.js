// Put the parts together: what the address says is asked of the server and shown.

import * as address from "./address.js";
import * as api from "./api.js";
import { Timeline } from "./chart.js";
import * as detail from "./detail.js";
import { ago, byId, el, number, replace } from "./dom.js";
import { EventList } from "./list.js";

const PAGE = 500;
const STALE_S = 5;
const QUICK = { all: "", waiting: "fate=waiting", delivered: "fate=delivered", dead: "fate=dead", rejected: "fate=rejected", hidden: "redacted>0" };

const state = { match: "", event: null, paused: false, heardAt: Date.now(), link: "lost", held: [], end: () => {}, oldest: "", loading: false };
const list = new EventList(byId("list"), choose);
const timeline = new Timeline(byId("chart"));

async function start() {
  try {
    await api.open();
  } catch (error) {
    return say("connection", "bad", error.status === 401 ? "the key is wrong or old: open the link that insights serve printed" : `no connection: ${error.message}`);
  }
  const wanted = address.read();
  byId("match").value = wanted.match;
  timeline.load(await api.timeline());
  hearTotals(await api.totals());
  await apply(wanted.match);
  if (wanted.event) await choose(wanted.event);
}

async function apply(match) {
  byId("match-error").textContent = "";
  let page;
  try {
    page = await api.events({ match, most: PAGE, newest: "1" });
  } catch (error) {
    byId("match-error").textContent = error.message;
    return;
  }
  state.end();
  state.match = match;
  state.oldest = page.oldest;
  list.clear();
  list.add(page.events);
  replace(byId("quick"), Object.entries(QUICK).map(([name, text]) => el("button", { type: "button", "aria-pressed": text === match ? "true" : "false", onclick: () => { byId("match").value = text; apply(text); } }, name)));
  address.write(state);
  describe();
  state.end = api.follow(match, page.next, hear, (link) => { state.link = link; watch(); });
}

function hear(message) {
  state.heardAt = Date.now();
  if (message.missed) return apply(state.match);
  if (message.totals) hearTotals(message.totals);
  if (message.point) timeline.add(message.point);
  if (message.rows?.length) {
    if (state.paused) state.held.push(...message.rows);
    else list.add(message.rows);
    state.held = state.held.slice(-PAGE);
    if (message.rows.some((row) => row.id === state.event)) load(state.event);
  }
  describe();
  watch();
}

function hearTotals(totals) {
  const left = totals.received + totals.brought_forward;
  const right = totals.rejected + totals.delivered + totals.waiting + totals.dead + totals.purged + totals.lost;
  const cell = (name, value, wrong) => el("div", {}, el("dt", {}, name), el("dd", { class: wrong ? "wrong" : "" }, number(value)));
  const sign = (text) => el("div", { class: "sign", "aria-hidden": "true" }, el("dt", { class: "hidden" }, ""), el("dd", {}, text));
  replace(byId("totals"),
    cell("received", totals.received, left !== right),
    totals.brought_forward ? [sign("+"), cell("from before", totals.brought_forward)] : [], sign("="),
    cell("rejected", totals.rejected), sign("+"), cell("delivered", totals.delivered), sign("+"),
    cell("waiting", totals.waiting), sign("+"), cell("dead", totals.dead),
    totals.purged ? [sign("+"), cell("purged", totals.purged)] : [],
    totals.lost ? [sign("+"), cell("lost", totals.lost, true)] : []);
  const { upstream } = totals;
  say("upstream", { ok: "good", failing: "bad", paused: "warn" }[upstream.state] ?? "unknown", `upstream: ${upstream.words}`);
  if (totals.dead !== state.dead) { state.dead = totals.dead; loadDead(); }
}

function say(id, mood, words) {
  const place = byId(id);
  place.dataset.state = mood;
  if (place.textContent !== words) place.textContent = words;
}

function watch() {
  const silence = (Date.now() - state.heardAt) / 1000;
  if (state.link === "denied") say("connection", "bad", "the server has another key now: open the link that insights serve printed last");
  else if (state.link === "lost") say("connection", "bad", `connection lost, last heard ${ago(silence)}; trying again`);
  else if (silence > STALE_S) say("connection", "warn", `stale: last heard ${ago(silence)}`);
  else say("connection", "good", state.paused ? "paused" : state.link === "polling" ? "live (polling)" : "live");
}

function describe() {
  const held = state.held.length ? `, ${number(state.held.length)} more while paused` : "";
  byId("shown").textContent = `${number(list.rows.length)} shown${held}`;
  const empty = byId("empty");
  empty.hidden = list.rows.length > 0;
  empty.textContent = state.match ? "No event matches this filter." : "No event yet. Send some: insights trigger";
}

async function choose(id) {
  state.event = id;
  list.select(id);
  address.write(state);
  await load(id);
}

async function load(id) {
  try {
    const event = await api.event(id);
    if (id === state.event) detail.show(event, { replay, copy });
  } catch (error) {
    if (id === state.event) detail.showNothing(error.message);
  }
}

async function loadDead() {
  const { events } = await api.deadLetters().catch(() => ({ events: [] }));
  byId("dead-words").textContent = events.length ? `${number(events.length)}` : "none";
  byId("replay-all").disabled = byId("purge-all").disabled = !events.length;
  replace(byId("dead-list"), events.slice(0, 100).map((each) => el("li", {},
    el("span", { class: "reason" }, each.reason ?? "dead"),
    el("span", { class: "words" }, `${each.action ?? ""} ${each.detail ?? ""}`),
    el("button", { type: "button", onclick: () => choose(each.id), "aria-label": `Show ${each.id}` }, "Show"),
    el("button", { type: "button", onclick: () => replay([each.id]), "aria-label": `Replay ${each.id}` }, "Replay"))));
}

// Whether what was asked was done; what went wrong is said.
async function worked(asked) {
  try {
    await asked;
    return true;
  } catch (error) {
    byId("problem").textContent = error.message;
    return false;
  }
}

async function replay(ids) {
  if (!(await worked(api.replay(ids)))) return;
  await loadDead();
  if (state.event) await load(state.event);
}

async function purge() {
  const dialog = byId("confirm");
  byId("confirm-title").textContent = "Purge all dead letters?";
  byId("confirm-words").textContent = "They are forgotten for good and cannot be replayed.";
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue === "yes" && (await worked(api.purge(null)))) await loadDead();
  }, { once: true });
}

async function copy(text) {
  byId("problem").textContent = "";
  if (await worked(navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("copying needs https or this machine: select the text below")))) say("connection", "good", "copied");
}

function pause() {
  state.paused = !state.paused;
  byId("pause").setAttribute("aria-pressed", String(state.paused));
  if (!state.paused) { list.add(state.held); state.held = []; }
  describe();
  watch();
}

async function older() {
  const box = byId("list");
  if (state.loading || !state.oldest || box.scrollTop + box.clientHeight < box.scrollHeight - 400) return;
  state.loading = true;
  try {
    const page = await api.events({ match: state.match, most: PAGE, before: state.oldest });
    state.oldest = page.oldest;
    list.addOlder(page.events.reverse());
    describe();
  } finally { state.loading = false; }
}

const KEYS = {
  "/": () => byId("match").focus(), "?": () => byId("help").showModal(), p: pause,
  j: () => list.move(1), k: () => list.move(-1), c: () => byId("copy")?.click(), r: () => byId("replay")?.click(),
  Escape: () => byId("list").focus(),
};

document.addEventListener("keydown", (press) => {
  const typing = press.target.matches("input, textarea, dialog *");
  if (press.ctrlKey || press.metaKey || press.altKey || (typing && press.key !== "Escape")) return;
  if (KEYS[press.key] && !document.querySelector("dialog[open]")) { press.preventDefault(); KEYS[press.key](); }
});
byId("filter").addEventListener("submit", (submit) => { submit.preventDefault(); apply(byId("match").value.trim()); });
byId("pause").addEventListener("click", pause);
byId("help-open").addEventListener("click", () => byId("help").showModal());
byId("replay-all").addEventListener("click", () => replay(null));
byId("purge-all").addEventListener("click", purge);
byId("newest").addEventListener("click", () => { byId("list").scrollTop = 0; });
byId("list").addEventListener("scroll", () => { byId("newest").hidden = byId("list").scrollTop < 200; older(); }, { passive: true });
window.addEventListener("hashchange", () => { const wanted = address.read(); byId("match").value = wanted.match; apply(wanted.match); if (wanted.event) choose(wanted.event); });
setInterval(watch, 1000);
start();
