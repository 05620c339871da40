// The destination: answers at once and counts how often each expected call has reached it. It shares the processors
// with what is measured, so it reads no more of a body than the number of the call.
import { createServer } from 'node:http';
import { ready } from './ready.mjs';

const BEFORE_NUMBER = Buffer.from('"voip_call_id":"c');
const ANSWER = '{"success":true}';
const HEADERS = ['content-type', 'application/json', 'content-length', String(ANSWER.length)];
const DIGIT_ZERO = 48;
const MOST_TIMES = 255;
/** So long at most does who asks for a number of calls wait to hear of fewer. */
const ANSWER_WITHIN_MS = 500;

let first = 0;
let times = new Uint8Array(0);
let distinct = 0;
/** Calls that nobody expects: those of an earlier turn, once more. */
let unexpected = 0;
let waiting = { count: Infinity, answer: () => {} };
let answerAfterMs = 0;
let lastBody = Buffer.alloc(0);

const server = createServer((req, res) => {
  if (req.method === 'POST') receive(req, res);
  else if (req.method === 'PUT') expectCalls(req, res);
  else if (req.method === 'PATCH') answerAfter(req, res);
  else if (req.url === '/times') res.end(times);
  else if (req.url === '/last') res.end(lastBody);
  else if (req.url.startsWith('/reached?')) waitFor(req, res);
  else res.end(state());
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => ready(server.address().port));

function receive(req, res) {
  let body;
  req.on('data', (chunk) => (body = body === undefined ? chunk : Buffer.concat([body, chunk])));
  req.on('end', () => {
    count(numberIn(body));
    lastBody = body;
    if (answerAfterMs === 0) answer(res);
    else setTimeout(answer, answerAfterMs, res);
  });
}

function answer(res) {
  res.writeHead(200, HEADERS);
  res.end(ANSWER);
}

function numberIn(body) {
  let at = body.indexOf(BEFORE_NUMBER) + BEFORE_NUMBER.length;
  let number = 0;
  for (let digit = body[at] - DIGIT_ZERO; digit >= 0 && digit <= 9; digit = body[at] - DIGIT_ZERO) {
    number = number * 10 + digit;
    at += 1;
  }
  return number;
}

function count(number) {
  const place = number - first;
  if (place < 0 || place >= times.length) {
    unexpected += 1;
    return;
  }
  if (times[place] === 0) {
    distinct += 1;
    if (distinct >= waiting.count) waiting.answer();
  }
  if (times[place] < MOST_TIMES) times[place] += 1;
}

function state() {
  return JSON.stringify({ distinct, unexpected });
}

/** `GET /reached?count=500`: answers as soon as so many different calls have come, or after a while. One may wait. */
function waitFor(req, res) {
  const answer = () => {
    clearTimeout(timer);
    waiting = { count: Infinity, answer: () => {} };
    res.end(state());
  };
  const timer = setTimeout(answer, ANSWER_WITHIN_MS);
  waiting = { count: Number(new URL(req.url, 'http://sink').searchParams.get('count')), answer };
  if (distinct >= waiting.count) answer();
}

/** `PUT /?from=1000&events=500`: from now on these calls are expected. */
function expectCalls(req, res) {
  const asked = new URL(req.url, 'http://sink').searchParams;
  first = Number(asked.get('from'));
  times = new Uint8Array(Number(asked.get('events')));
  distinct = 0;
  unexpected = 0;
  res.end();
}

/** `PATCH /?after=1000`: from now on calls are answered so many milliseconds after they came. */
function answerAfter(req, res) {
  answerAfterMs = Number(new URL(req.url, 'http://sink').searchParams.get('after'));
  res.end();
}
