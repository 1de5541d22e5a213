// Put the parts together: what the address says is asked of the server and shown.

import * as address from "./address.js";
import * as api from "./api.js";
import { Timeline } from "./chart.js";
import * as dead from "./dead.js";
import * as detail from "./detail.js";
import { ago, button, byId, count, el, moment, number, replace, tell } from "./dom.js";
import { EventList } from "./list.js";

const PAGE = 500;
const STALE_S = 5;
const QUICK = { all: "", waiting: "fate=waiting", delivered: "fate=delivered", dead: "fate=dead", rejected: "fate=rejected", "with something hidden": "redacted>0" };
const WRONG_KEY = "the key is wrong or old: open the link that insights serve printed";

const state = { match: "", event: null, paused: false, heardAt: Date.now(), link: "lost", held: [], end: () => {}, oldest: "", loading: false, dead: null };
const list = new EventList(byId("list"), choose);
const timeline = new Timeline(byId("chart"));

async function start() {
  // A key that opened nothing has no business in the address.
  if (location.search) history.replaceState(null, "", location.pathname + location.hash);
  detail.showEvery();
  try {
    await api.open();
  } catch (error) {
    const isDenied = error.status === 401;
    byId("locked").hidden = !isDenied;
    document.body.classList.add("is-locked");
    if (!isDenied) setTimeout(start, 1000);
    return say("connection", "bad", isDenied ? WRONG_KEY : `no connection: ${error.message}; trying again`);
  }
  document.body.classList.remove("is-locked");
  setInterval(watch, 1000);
  const wanted = address.read();
  byId("match").value = wanted.match;
  timeline.load(await api.timeline());
  hearTotals(await api.totals());
  await apply(wanted.match);
  if (wanted.event) await choose(wanted.event);
}

async function apply(match) {
  let page;
  try {
    page = await api.events({ match, most: PAGE, newest: "1" });
  } catch (error) {
    return explain(error.message, error.column && `${match}\n${" ".repeat(error.column - 1)}^`);
  }
  explain(page.doubts.join("; "));
  state.end();
  state.match = match;
  state.oldest = page.oldest;
  list.clear();
  list.add(page.events);
  replace(byId("quick"), Object.entries(QUICK).map(([name, text]) => button(name, () => only(text), { "aria-pressed": String(text === match) })));
  address.write(state);
  describe();
  state.end = api.follow(match, page.next, hear, (link) => { state.link = link; watch(); });
}

// What is wrong with the filter, and where.
function explain(words, place) {
  byId("match").setAttribute("aria-invalid", String(Boolean(place)));
  byId("match-error").dataset.mood = place ? "bad" : "warn";
  replace(byId("match-error"), words && el("p", {}, words), place && el("pre", { "aria-hidden": "true" }, place));
}

function only(match) {
  byId("match").value = match;
  return apply(match);
}

function hear(message) {
  state.heardAt = Date.now();
  if (message.missed) return apply(state.match);
  if (message.totals) hearTotals(message.totals);
  if (message.point) timeline.add(message.point);
  if (message.gone?.length && !state.paused) list.remove(message.gone);
  if (message.rows?.length) {
    if (state.paused) state.held.push(...message.rows);
    else list.add(message.rows);
    state.held = state.held.slice(-PAGE);
  }
  if (message.rows?.some((row) => row.id === state.event) || message.gone?.includes(state.event)) load(state.event);
  describe();
  watch();
}

function hearTotals(totals) {
  const left = totals.received + totals.brought_forward;
  const right = totals.rejected + totals.delivered + totals.waiting + totals.dead + totals.purged + totals.lost;
  const cell = (name, value, mood) => el("div", {}, el("dt", {}, name), el("dd", { "data-mood": value ? mood : null }, number(value)));
  const sign = (text) => el("div", { class: "sign", "aria-hidden": "true" }, el("dt", { class: "hidden" }, ""), el("dd", {}, text));
  replace(byId("totals"),
    cell("received", totals.received, left !== right && "bad"),
    totals.brought_forward ? [sign("+"), cell("from before", totals.brought_forward)] : [], sign("="),
    cell("rejected", totals.rejected, "bad"), sign("+"), cell("delivered", totals.delivered, "good"), sign("+"),
    cell("waiting", totals.waiting, "calm"), sign("+"), cell("dead", totals.dead, "bad"),
    totals.purged ? [sign("+"), cell("purged", totals.purged)] : [],
    totals.lost ? [sign("+"), cell("lost", totals.lost, "bad")] : []);
  const { target, words, since, trouble, state: mood } = totals.upstream;
  const when = since ? ` since ${moment(since)}` : "";
  say("upstream", { ok: "good", failing: "bad", paused: "warn" }[mood] ?? "unknown", `upstream: ${target}${since ? "" : ":"} ${words}${when}${trouble ? `: ${trouble}` : ""}`);
  if (totals.dead !== state.dead) { state.dead = totals.dead; loadDead(); }
}

const loadDead = () => dead.load(state.dead, { show: (id) => choose(id, true), replay });

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
  else say("connection", state.paused ? "warn" : "good", state.paused ? "paused" : state.link === "polling" ? "live (polling)" : "live");
  byId("locked").hidden = state.link !== "denied";
  // How the upstream is doing is known only as long as the server tells.
  if (state.link === "denied" || state.link === "lost" || silence > STALE_S) byId("upstream").dataset.state = "unknown";
}

function describe() {
  const held = state.held.length ? `, ${number(state.held.length)} more while paused` : "";
  byId("shown").textContent = `${number(list.rows.length)} shown${held}`;
  const empty = byId("empty");
  const is = list.rows.length ? "" : state.match ? "unmatched" : "nothing";
  if (empty.dataset.is === is) return;
  empty.dataset.is = is;
  empty.hidden = !is;
  if (is === "unmatched") replace(empty, el("p", {}, "No event matches this filter."), button("Show all", () => only("")));
  if (is === "nothing") replace(empty, el("p", {}, "No event yet."), el("p", {}, "Send some samples:"), command(`insights trigger --to ${location.origin}`), el("p", {}, "or let your Backstage app send its events here."));
}

const command = (text) => el("p", { class: "command" }, el("code", {}, text), button("Copy", () => copy(text, "the command"), { "aria-label": "Copy the command" }));

// With *goThere* the event comes into view where it does not stand beside the list.
async function choose(id, goThere = false) {
  state.event = id;
  list.select(id);
  address.write(state);
  await load(id);
  if (goThere && byId("detail").getBoundingClientRect().top > innerHeight / 2) byId("detail").scrollIntoView();
  else if (goThere && byId("detail").getBoundingClientRect().bottom < 0) byId("detail").scrollIntoView();
}

async function load(id) {
  try {
    const event = await api.event(id);
    if (id === state.event) detail.show(event, { replay, copy, only: (field, value) => only(`${field}=${JSON.stringify(value)}`) });
  } catch (error) {
    if (id === state.event) detail.showNothing(error.message);
  }
}

// What was asked, when it was done; what went wrong is said.
async function worked(asked) {
  byId("problem").textContent = "";
  try {
    return await asked;
  } catch (error) {
    byId("problem").textContent = error.message;
    return null;
  }
}

async function replay(ids) {
  const done = await worked(api.replay(ids));
  if (!done) return;
  tell(done.replayed ? `${count(done.replayed, "event")} put back to wait` : "Nothing to replay: it is no dead letter any more");
  await loadDead();
  if (state.event) await load(state.event);
}

const purge = () => dead.askToPurge(state.dead, async () => {
  const done = await worked(api.purge(null));
  if (!done) return;
  tell(`${count(done.purged, "dead letter")} purged`);
  await loadDead();
});

async function copy(text, what) {
  const refusal = "this browser does not let the page copy: select the text instead";
  const done = await worked((navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => true, () => { throw new Error(refusal); }));
  if (done) tell(`Copied ${what}`);
}

function pause() {
  state.paused = !state.paused;
  byId("pause").setAttribute("aria-pressed", String(state.paused));
  // With a filter, what was held may have moved on meanwhile.
  if (!state.paused && state.match) apply(state.match);
  else if (!state.paused) list.add(state.held);
  if (!state.paused) state.held = [];
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

const toList = () => { byId("list").focus(); byId("events-title").scrollIntoView({ block: "nearest" }); };
const KEYS = {
  "/": () => byId("match").focus(), "?": () => byId("help").showModal(), p: pause,
  j: () => list.move(1), k: () => list.move(-1), c: () => byId("copy")?.click(), r: () => byId("replay")?.click(), Escape: toList,
};

document.addEventListener("keydown", (press) => {
  const typing = press.target.matches("input, textarea, dialog *");
  if (press.ctrlKey || press.metaKey || press.altKey || (typing && press.key !== "Escape")) return;
  if (KEYS[press.key] && !document.querySelector("dialog[open]")) { press.preventDefault(); KEYS[press.key](); }
});
byId("filter").addEventListener("submit", (submit) => { submit.preventDefault(); apply(byId("match").value.trim()); });
byId("match").addEventListener("input", () => { if (!byId("match").value) apply(""); });
byId("pause").addEventListener("click", pause);
byId("help-open").addEventListener("click", () => byId("help").showModal());
byId("back").addEventListener("click", toList);
byId("replay-all").addEventListener("click", () => replay(null));
byId("purge-all").addEventListener("click", purge);
byId("newest").addEventListener("click", () => { byId("list").scrollTop = 0; });
byId("list").addEventListener("scroll", () => { byId("newest").hidden = byId("list").scrollTop < 200; older(); }, { passive: true });
window.addEventListener("hashchange", () => { const wanted = address.read(); only(wanted.match); if (wanted.event) choose(wanted.event); });
start();
