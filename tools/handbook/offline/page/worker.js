// This part: what is shown of what was saved, and when. The other part is worker-stores.js.

const LEFT_ALONE = /^(?:(?:api|edit|evidence)\/|sw\.js$|build\.json$|manifest\.json$)|\.(?:zip|pdf)$/;
const CLOCKS_DIFFER = 10 * 60 * 1000;
const TOGETHER = 2 * 60 * 1000;

const awaited = new Map();
const lent = new Map(); // when the saved page was saved that a window or a frame was given

// ---- What is shown of it ----

function day(moment) {
  const parts = {};
  const form = { timeZone: GIVEN.zone, year: "numeric", month: "2-digit", day: "2-digit" };
  new Intl.DateTimeFormat("en-GB", form).formatToParts(moment).forEach((part) => { parts[part.type] = part.value; });
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function inWords(moment) {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: GIVEN.zone, day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit"
  }).format(moment);
}

// Why what was saved may not be shown, or "" if it may.
function refused(response, text) {
  const saved = Date.parse((response && response.headers.get(SAVED)) || "");
  const now = Date.now();
  if (!response) { return "missing"; }
  if (!saved || now < saved - CLOCKS_DIFFER) { return "clock"; }
  if (now > saved + GIVEN.days * 86400000) { return "old"; }
  const built = text === undefined ? null : MARK.exec(text);
  if (text !== undefined && (!built || day(new Date(now)) < built[1])) { return "clock"; }
  return "";
}

function withBar(text, attributes, words) {
  const marks = Object.entries(attributes).map(([name, value]) => ` data-handbook-${name}="${value}"`).join("");
  const label = attributes.saved ? "Saved copy" : "Without a network";
  const bar = `<aside class="hb-saved" aria-label="${label}"><p>${words} <a href="">Try again</a></p></aside>`;
  const marked = text.replace(/<html\b/, `<html${marks}`);
  const top = '<header class="md-header"'; // after the link that skips to the text
  return marked.includes(top) ? marked.replace(top, () => bar + top) : marked.replace(/<body\b[^>]*>/, (body) => body + bar);
}

const WHY = {
  offline: "You are offline.",
  slow: "The network is slow: this page is replaced as soon as the handbook answers.",
  down: "The handbook cannot be reached at the moment.",
  older: "What answers now is an older page than this one, so the handbook's server is behind."
};

async function savedPage(at, address, why, client) {
  const response = at && await at.pages.match(address);
  const text = response ? await response.text() : undefined;
  const not = refused(response, text);
  if (not) { return { not, saved: response ? Date.parse(response.headers.get(SAVED) || "") : 0 }; }
  const moment = new Date(response.headers.get(SAVED));
  lent.set(client, moment.getTime());
  const words = `<strong>Saved copy from ${inWords(moment)}.</strong> ${WHY[why]}`;
  const marks = { saved: moment.toISOString(), why, days: GIVEN.days };
  return { text, shown: new Response(withBar(text, marks, words), { headers: response.headers }) };
}

const NOT = {
  missing: () => "This page is not saved on this device.",
  old: (saved) => `This page was saved on ${inWords(new Date(saved))}, more than ${GIVEN.days === 1 ? "a day" : `${GIVEN.days} days`} ago, so it is not shown.`,
  clock: () => "The date of this device cannot be right, so no saved page is shown."
};

// What stands in place of a page that cannot be shown: its links are those of another address.
async function away(at, found, why, client) {
  const there = HOME + GIVEN.away;
  const response = at && await at.pages.match(there);
  if (!response) { return Response.error(); }
  lent.set(client, Date.parse(response.headers.get(SAVED)));
  const moved = (await response.text()).replace(/(\s(?:href|src|data-base)=")([^"#:]*)(")/g,
    (whole, before, way, after) => before + new URL(way || there, there).href + after);
  const words = `<strong>${NOT[found.not](found.saved)}</strong> ${WHY[why]}`;
  const shown = withBar(moved, { away: found.not, days: GIVEN.days }, words);
  return new Response(shown, { status: 503, headers: response.headers });
}

// ---- Pages ----

function asked(request) {
  return fetch(new Request(request, { cache: "no-cache" }));
}

function later(milliseconds) {
  return new Promise((resolve) => { setTimeout(() => resolve(null), milliseconds); });
}

// What the network answers, and what it is. Where the page was saved, nothing is shown of the answer
// until it is whole: what breaks off half-way has not answered.
async function answered(request, address, at) {
  try {
    const response = await asked(request);
    const saved = at && await at.pages.match(address);
    const verdict = judge(response.clone(), saved ? await saved.text() : "");
    verdict.catch(nothing);
    const cutOff = saved && (await verdict).is === "nothing" && response.status === 200;
    return cutOff ? { response: null } : { response, verdict };
  } catch (problem) {
    return { response: null };
  }
}

async function page(event) {
  const address = plain(event.request.url);
  const at = await stores();
  const network = answered(event.request, address, at);
  const first = await Promise.race([network, later(GIVEN.wait)]);
  if (first === null) {
    const found = await savedPage(at, address, "slow", event.resultingClientId);
    if (found.shown) {
      const arrival = network.then((answer) => arrived(address, answer, found.text, at));
      awaited.set(address, arrival);
      event.waitUntil(arrival);
      return found.shown;
    }
  }
  const { response, verdict } = first || await network;
  if (response && !unanswered(response)) {
    event.waitUntil(verdict.then((judged) => settle(address, judged, response, at)).catch(nothing));
    const judged = at && await Promise.race([verdict.catch(nothing), later(0)]);
    if (!judged || judged.is !== "older") { return response; }
    const newer = await savedPage(at, address, "older", event.resultingClientId);
    return newer.shown || response;
  }
  const why = response ? "down" : "offline";
  const found = await savedPage(at, address, why, event.resultingClientId);
  if (found.shown) { return found.shown; }
  return response || away(at, found, why, event.resultingClientId);
}

// What came after a saved page was shown: whether the reader must be given it instead.
async function arrived(address, { response, verdict }, shown, at) {
  const judged = response ? await verdict : { is: "nothing" };
  if (response) { await settle(address, judged, response, at); }
  if (judged.is === "nothing" || judged.is === "older") { return "nothing"; }
  if (judged.is === "strange" && response.status === 200) { return "nothing"; }
  return judged.text === shown ? "same" : "newer";
}

// ---- Files that pages need ----

// Whether a saved picture may stand in the page that asks for it. Another version has another picture
// at the same address, so only a page that was itself saved is given one, and the one saved with it.
function belongs(saved, client) {
  const page = lent.get(client);
  return page !== undefined && Math.abs(Date.parse(saved.headers.get(SAVED)) - page) <= TOGETHER;
}

// A saved file is for a saved page: another build's script may judge or mark otherwise. What the search
// knows carries the moment at which it was saved, and the search says so.
function mayStand(saved, path, client) {
  if (path.startsWith("assets/")) { return lent.has(client); }
  return !refused(saved) && (path.startsWith("search/") || belongs(saved, client));
}

async function file(event) {
  const address = plain(event.request.url);
  const path = address.slice(HOME.length);
  const at = await stores();
  const cache = at && (path.startsWith("assets/") ? at.files : at.pages);
  const network = asked(event.request).then((response) => ({ response }), () => ({ response: null }));
  // A page of today waits for its own files, and the search for what is known today.
  const races = lent.has(event.clientId) && !path.startsWith("search/");
  const wait = races ? Promise.race([network, later(GIVEN.wait)]) : network;
  const { response } = await wait || { response: null };
  if (response && !unanswered(response)) {
    if (cache && isFile(response, address)) {
      const copy = response.clone();
      event.waitUntil(copy.blob().then((body) => put(cache, address, kept(copy, body))).catch(nothing));
    } else if (cache && [404, 410].includes(response.status)) {
      event.waitUntil(cache.delete(address));
    }
    return response;
  }
  const saved = cache && await cache.match(address);
  if (saved && mayStand(saved, path, event.clientId)) { return saved; }
  return response || network.then((answer) => answer.response || Response.error());
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || !request.url.startsWith(HOME)) { return; }
  const path = plain(request.url.slice(HOME.length));
  if (LEFT_ALONE.test(path)) { return; }
  if (request.mode === "navigate") {
    event.respondWith(page(event));
  } else if (/^(?:assets|search)\//.test(path) || request.destination === "image") {
    event.respondWith(file(event));
  }
});

// A saved page asks what became of the answer that was late; the first page opened here is saved too.
self.addEventListener("message", (event) => {
  const visited = plain(String((event.data || {}).visited || ""));
  if (visited.startsWith(HOME) && !LEFT_ALONE.test(visited.slice(HOME.length)) && isPage(visited)) {
    event.waitUntil(stores().then((at) => at && add(at, visited.slice(HOME.length))).catch(nothing));
  }
  const address = plain(String((event.data || {}).handbook || ""));
  const arrival = awaited.get(address);
  if (arrival) {
    event.waitUntil(arrival.then((state) => {
      awaited.delete(address);
      event.source.postMessage({ handbook: state });
    }));
  }
});
