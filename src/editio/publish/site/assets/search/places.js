/* Numbers, written as in search/coding.py: documents, and where a word stands in them. */
const places = (() => {
  const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]
    .map((character, digit) => [character, digit]));

  const numbers = function* (text) {
    let number = 0;
    for (const character of text) {
      const digit = DIGITS.get(character);
      number = number * 32 + (digit % 32);
      if (digit < 32) {
        yield number;
        number = 0;
      }
    }
  };

  /** Documents (as block * 4096 + number) with what `read` makes of their numbers. */
  const by = (text, read) => {
    const found = new Map();
    for (const part of text.split(" ")) {
      const stream = numbers(part);
      const block = stream.next().value * 4096;
      for (let next = stream.next(); !next.done; next = stream.next()) {
        found.set(block + next.value, read(stream, stream.next().value));
      }
    }
    return found;
  };

  const rising = (stream, count) => {
    const list = new Array(count);
    let place = 0;
    for (let index = 0; index < count; index += 1) list[index] = (place += stream.next().value);
    return list;
  };

  const stretches = (stream, count) => {
    const list = [];
    let place = 0;
    for (let index = 0; index < count; index += 1) {
      const start = place + stream.next().value;
      place = start + stream.next().value;
      list.push([start, place]);
    }
    return list;
  };

  const fixed = (text) => [...text].reduce((number, character) => number * 64 + DIGITS.get(character), 0);

  return { ofWord: (text) => by(text, rising), ofMark: (text) => by(text, stretches), fixed };
})();
