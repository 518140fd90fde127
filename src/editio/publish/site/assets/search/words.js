/* Words, made as in search/folding.py. */
const words = (() => {
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h",
    ı: "i", ŋ: "n", ŧ: "t", ς: "σ", ə: "e", ƿ: "w", ȝ: "gh", ꝛ: "r" };
  const GONE = /[\p{Mn}\u00ad\u0640\u200c\u200d]/u;
  const ALONE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const MARK = /[\p{Mn}\p{Mc}]/u;
  const SIGNS = new RegExp("[\u0900-\u109f\u1700-\u17ff\u1900-\u1aaf\u1b00-\u1c4f\ua800-\ua8df" +
    "\ua900-\uaaff\uabc0-\uabff\u{10a00}-\u{10a5f}\u{11000}-\u{11fff}]", "u");
  const ACCENTS = new RegExp("[\u0951-\u0954\u093c\u09bc\u0a3c\u0abc\u0b3c\u0c3c\u0cbc" +
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f86\u0f87\u0fc6]", "u");
  const LETTER = /[\p{L}\p{N}]/u;

  /** The words of a text: each with its plain form and where it stands. */
  const of = (text) => {
    const found = [];
    let word = null;
    let at = 0;
    for (const character of text) {
      const end = at + character.length;
      for (const letter of character.normalize("NFKD").toLowerCase()) {
        if (MARK.test(letter) && SIGNS.test(letter) && !ACCENTS.test(letter)) {
          if (word) Object.assign(word, { plain: word.plain + letter, end });
          continue;
        }
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
