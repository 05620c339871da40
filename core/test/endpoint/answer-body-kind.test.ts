import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { answerBodyKind } from '../../src/endpoint/index.js';

describe('how an answer is written, for masking it', () => {
  it.each([
    ['a=1&b=2', 'form'],
    ['a=1&b=2\r\n', 'form'],
    ['result=', 'form'],
    ['a=1&&b', 'form'],
    ['a=1&b=not found', 'json'],
    ['a=1&b=<p>', 'json'],
    ['{"a":"b=1&c=2"}', 'json'],
    ['', 'json'],
    ['<?xml version="1.0"?><a>b=1&amp;c=2</a>', 'markup'],
    ['<html><p>a=1&amp;b=2', 'markup'],
  ])('%j is %s', (body, kind) => {
    expect(answerBodyKind(body)).toBe(kind);
  });

  it('is told at once of thousands of parameters with a sentence behind them, which once stopped the relay', () => {
    const parameters = 'code=7&'.repeat(10_000);
    expect(answerBodyKind(`${parameters}message=Lead not found`)).toBe('json');
    expect(answerBodyKind(`${parameters}message=none`)).toBe('form');
  });

  it('is a form where it is parameters without a space or a bracket, whatever these hold', () => {
    const name = fc.stringMatching(/^[\w.%+-]+$/);
    const value = fc.string().map((text) => text.replace(/[\s<>]/g, ''));
    const parameters = fc.array(fc.tuple(name, value), { minLength: 1 });
    fc.assert(
      fc.property(parameters, (pairs) => {
        expect(answerBodyKind(pairs.map((pair) => pair.join('=')).join('&'))).toBe('form');
      }),
    );
  });
});
