// The timeline: what was received, delivered, rejected and dead each second, and how deep the spool is.

import UPlot from "./vendor/uplot.js";
import { byId, clock, el, number, replace } from "./dom.js";

const SERIES = ["received", "delivered", "rejected", "dead", "depth"];
const WIDEST_S = 600;
const NARROWEST_S = 60;
const DASHES = { rejected: [4, 3], dead: [1, 3], depth: [8, 4] };

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const colors = () => ({ received: color("--calm"), delivered: color("--good"), rejected: color("--warn"), dead: color("--bad"), depth: color("--soft") });

const whole = (count) => (Number.isInteger(count) ? number(count) : "");

const span = (low, high) => [Math.min(low ?? high, high - NARROWEST_S), high];

export class Timeline {
  constructor(box) {
    this.box = box;
    this.data = [[], ...SERIES.map(() => [])];
    this.make();
    new ResizeObserver(() => this.plot.setSize(this.size())).observe(box.parentElement);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.plot.destroy(); this.make(); });
  }

  size() { return { width: Math.max(240, this.box.parentElement.clientWidth), height: 130 }; }

  make() {
    const paint = colors();
    const axis = { stroke: color("--soft"), grid: { stroke: color("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    const series = SERIES.map((name) => ({ label: name === "depth" ? "waiting" : name, stroke: paint[name], width: 1.6, dash: DASHES[name], scale: name === "depth" ? "depth" : "y", points: { show: false }, fill: name === "received" ? `${paint[name]}22` : undefined }));
    this.plot = new UPlot({
      ...this.size(), legend: { show: false }, cursor: { show: false }, series: [{}, ...series],
      axes: [
        { ...axis, size: 24, space: 90, values: (_, seconds) => seconds.map((second) => clock(second * 1000)) },
        { ...axis, size: 48, space: 30, values: (_, counts) => counts.map(whole) },
        { ...axis, scale: "depth", side: 1, size: 48, space: 30, grid: { show: false }, values: (_, counts) => counts.map(this.waits() ? whole : () => "") },
      ],
      padding: [8, 0, 0, 0],
      scales: { x: { range: (_, low, high) => span(low, high ?? Date.now() / 1000) }, y: { range: (_, low, high) => [0, Math.max(1, high)] }, depth: { range: (_, low, high) => [0, Math.max(1, high)] } },
    }, this.data, this.box);
  }

  load(timeline) {
    this.data = [timeline.times, ...SERIES.map((name) => timeline.series[name])];
    this.draw();
  }

  add(point) {
    if (this.data[0].at(-1) === point.time) this.data.forEach((column) => column.pop());
    this.data[0].push(point.time);
    SERIES.forEach((name, at) => this.data[at + 1].push(point[name]));
    while (this.data[0].length > WIDEST_S) this.data.forEach((column) => column.shift());
    this.draw();
  }

  // An axis for nothing but zeros would only puzzle.
  waits() { return this.data[SERIES.indexOf("depth") + 1].some((depth) => depth > 0); }

  draw() {
    this.plot.setData(this.data);
    const last = (name) => this.data[SERIES.indexOf(name) + 1].at(-1) ?? 0;
    replace(byId("chart-words"), SERIES.map((name) => {
      const shown = name === "depth" ? "waiting" : name;
      return el("span", {}, el("i", { class: "swatch", "data-series": shown, "aria-hidden": "true" }), `${number(last(name))} ${shown}${name === "depth" ? "" : "/s"}`);
    }));
  }
}
