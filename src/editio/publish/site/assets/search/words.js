/* Words, made as in search/folding.py. */
const words = (() => {
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h",
    ı: "i", ŋ: "n", ŧ: "t", ς: "σ", ə: "e", ƿ: "w", ȝ: "gh", ꝛ: "r" };
  const GONE = /[\p{Mn}\u00ad\u0640\u200c\u200d]/u;
  const ALONE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const LETTER = /[\p{L}\p{N}]/u;

  /** The words of a text: each with its plain form and where it stands. */
  const of = (text) => {
    const found = [];
    let word = null;
    let at = 0;
    for (const character of text) {
      const end = at + character.length;
      for (const letter of character.normalize("NFKD").toLowerCase()) {
        if (GONE.test(letter)) continue;
        const plain = LETTERS[letter] ?? letter;
        if (ALONE.test(plain)) {
          found.push({ plain, start: at, end });
          word = null;
        } else if (LETTER.test(plain)) {
          if (word) word.plain += plain;
          else found.push(word = { plain, start: at, end });
          word.end = end;
        } else word = null;
      }
      at = end;
    }
    return found;
  };

  /** The words of what was typed; * and ? stay in them. */
  const typed = (text) => {
    const kept = text.replaceAll("*", "\ue000").replaceAll("?", "\ue001");
    const out = [];
    for (const part of kept.split(/\s+/)) {
      const pieces = part.split(/([\ue000\ue001]+)/);
      let glue = false;
      for (const piece of pieces) {
        if (/^[\ue000\ue001]+$/.test(piece)) {
          const sign = piece.replaceAll("\ue000", "*").replaceAll("\ue001", "?");
          if (out.length && glue) out[out.length - 1] += sign;
          else out.push(sign);
          glue = true;
          continue;
        }
        const found = of(piece).map(({ plain }) => plain);
        if (glue && found.length) out[out.length - 1] += found.shift();
        out.push(...found);
        glue = piece !== "";
      }
    }
    return out;
  };

  return { of, typed };
})();
