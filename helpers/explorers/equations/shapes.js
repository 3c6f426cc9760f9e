// The shapes of one form of an equation, followed as `work_out` in equation_shapes.py does; stands below base.js.

// All different, so that a formula whose shapes fit here fits for all sizes.
const GENERIC = { n_x: 7, n_h: 11, n_y: 5, m: 13 };

const ORDER = ["n_x", "n_h", "n_y", "m", 1];

const sized = (shape, sizes) =>
  shape.map((symbol) => ({ symbol, number: typeof symbol === "string" ? sizes[symbol] : symbol }));
const numbersOf = (dims) => dims.map(({ number }) => number);
const ONE = { symbol: 1, number: 1 };

function shapeText(dims) {
  const numbers = numbersOf(dims);
  return numbers.length === 1 ? `(${numbers[0]},)` : `(${numbers.join(", ")})`;
}

function countWords(count, thing, words) {
  return count === 1 ? words[`one_${thing}`] : fill(words[`${thing}s`], { count });
}

/** {sentences, shape, kind, fault, marks}; marks by "term,axis". */
function workOut(equation, form, sizes, words) {
  const verdict = { sentences: [], shape: null, kind: "right", fault: null, marks: {}, dims: [], chance: [] };
  let value = prepareTerm(form.terms[0], sizes, verdict, words);
  let text = form.terms[0].text;
  verdict.dims.push(value);
  for (const [index, sign] of form.signs.entries()) {
    const term = form.terms[index + 1];
    const right = prepareTerm(term, sizes, verdict, words);
    verdict.dims.push(right);
    value = joinTerms(sign, index, [text, value], [term.text, right], verdict, words);
    if (value === null) return Object.assign(verdict, { kind: "fault", fault: index });
    text = `${text} ${sign} ${term.text}`;
  }
  verdict.shape = numbersOf(value);
  judge(equation, form, sizes, value, verdict, words);
  return verdict;
}

function prepareTerm(term, sizes, verdict, words) {
  const dims = sized(term.shape, sizes);
  const say = (key, values) => verdict.sentences.push(fill(words[key], values));
  if (term.turned) {
    const turned = [dims[1], dims[0]];
    say("turns", { name: term.name, before: shapeText(dims), turned: `${term.name}ᵀ`, after: shapeText(turned) });
    return turned;
  }
  if (term.flat) {
    say("flattens", { name: term.name, after: shapeText([dims[0]]) });
    return [dims[0]];
  }
  if (!term.sum) return dims;
  const after = { columns: [dims[0], ONE], flat: [dims[0]], rows: [ONE, dims[1]] }[term.sum];
  const key = { columns: "sums", flat: "sums_flat", rows: "sums_rows" }[term.sum];
  say(key, { name: term.name, columns: countWords(dims[1].number, "column", words), after: shapeText(after) });
  return after;
}

function joinTerms(sign, index, [leftText, left], [rightText, right], verdict, words) {
  const names = { left: leftText, right: rightText, before: shapeText(left), with: shapeText(right) };
  if (sign === "·") return multiplyShapes(index, left, right, names, verdict, words);
  const after = broadcastShapes(left, right);
  for (const [axis, mark] of [
    [0, "rows"],
    [1, "columns"],
  ]) {
    verdict.marks[[axis ? index : 0, axis]] = verdict.marks[[index + 1, axis]] = after ? mark : "fault";
  }
  if (!after) {
    verdict.sentences.push(fill(words.cannot_combine, names));
    return null;
  }
  for (let place = 1; place <= Math.min(left.length, right.length); place++)
    noteChance(left.at(-place), right.at(-place), verdict);
  verdict.sentences.push(
    fill(words[names.before === names.with ? "elements" : "stretches"], { ...names, after: shapeText(after) }),
  );
  return after;
}

function multiplyShapes(index, left, right, names, verdict, words) {
  const columns = left.at(-1).number;
  const rows = right[0].number;
  verdict.marks[[index, 1]] = verdict.marks[[index + 1, 0]] = columns === rows ? `inner${index}` : "fault";
  if (columns !== rows) {
    verdict.sentences.push(
      fill(words.cannot_multiply, {
        ...names,
        columns: countWords(columns, "column", words),
        rows: countWords(rows, "row", words),
      }),
    );
    return null;
  }
  noteChance(left.at(-1), right[0], verdict);
  const after = [left[0], right[1]];
  verdict.sentences.push(fill(words.multiplies, { ...names, inner: columns, after: shapeText(after) }));
  return after;
}

function broadcastShapes(left, right) {
  const after = [];
  for (let place = 1; place <= Math.max(left.length, right.length); place++) {
    const one = left.at(-place) ?? ONE;
    const other = right.at(-place) ?? ONE;
    if (one.number !== other.number && one.number !== 1 && other.number !== 1) return null;
    after.unshift(other.number === 1 ? one : other);
  }
  return after;
}

function noteChance(one, other, verdict) {
  if (one.symbol === other.symbol || one.number !== other.number) return;
  const symbols = ORDER.filter((symbol) => symbol === one.symbol || symbol === other.symbol);
  verdict.chance.push([...new Set([...symbols, one.number])].join(" = "));
}

function judge(equation, form, sizes, value, verdict, words) {
  const needed = sized(equation.shape, sizes);
  const names = { result: equation.result, like: equation.like, after: shapeText(value), needed: shapeText(needed) };
  const backward = equation.result !== equation.like;
  if (shapeText(value) !== shapeText(needed)) {
    verdict.kind = "shape";
    verdict.sentences.push(fill(words[backward ? "bad_shape" : "bad_forward"], names));
    return;
  }
  if (form.key === "right") {
    verdict.sentences.push(fill(words[backward ? "good" : "good_forward"], names));
    return;
  }
  verdict.kind = "silent";
  verdict.sentences.push(fill(words.silent, { why: words[`why_${form.key}`] }));
  value.forEach((one, axis) => noteChance(one, needed[axis], verdict));
  const chance = [...new Set(verdict.chance)];
  if (sizes === GENERIC || workOut(equation, form, GENERIC, words).kind === "silent")
    verdict.sentences.push(words.never);
  else if (chance.length) verdict.sentences.push(fill(words.by_chance, { sizes: chance.join(" and ") }));
  else verdict.sentences.push(words.by_one);
}
