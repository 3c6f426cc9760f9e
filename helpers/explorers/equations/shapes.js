// Shapes of an equation for the sizes that are chosen, and the verdict on it, which Python worked out beforehand.

import { clamp, fill } from "../common/numbers.js";

export const SIZES = ["n_x", "n_h", "n_y", "m"];

/** The sizes that count: m is 1 for one example. */
export function sizesNow(get, vectorized) {
  return Object.fromEntries(SIZES.map((name) => [name, name === "m" && !vectorized ? 1 : get(name)]));
}

/** Each symbol of a shape with its number: [{ symbol: "n_h", number: 4 }, { symbol: 1, number: 1 }]. */
export function sized(shape, sizes) {
  return shape.map((symbol) => ({ symbol, number: typeof symbol === "string" ? sizes[symbol] : symbol }));
}

/** As Python writes a shape: "(4, 3)", "(4,)". */
export function writeShape(numbers) {
  return numbers.length === 1 ? `(${numbers[0]},)` : `(${numbers.join(", ")})`;
}

export function shapeText(dims) {
  return writeShape(dims.map(({ number }) => number));
}

/** Which sizes are 1 and which are equal, a digit for each: 0 for 1, else one that all equal ones share, as in "0112".
 * Nothing else decides the verdict. */
export function patternOf(sizes) {
  const digitOf = new Map([[1, 0]]);
  return SIZES.map((name) => {
    if (!digitOf.has(sizes[name])) digitOf.set(sizes[name], digitOf.size);
    return digitOf.get(sizes[name]);
  }).join("");
}

/** { sentences, shape, kind, fault, marks } of a form, from the table that `tabulate` in shapes.py made. */
export function readVerdict({ patterns, sentences, forms }, equation, form, sizes) {
  const { outcomes, at } = forms[`${equation.key} ${form.key}`];
  const outcome = outcomes[at[patterns.indexOf(patternOf(sizes))]];
  return {
    ...outcome,
    sentences: outcome.sentences.map((index) => fill(sentences[index], sizes)),
    shape: outcome.shape && sized(outcome.shape, sizes).map(({ number }) => number),
  };
}

/** The key of the equation so many places on; the first and the last are the ends. */
export function keyBeside(keys, key, by) {
  return keys[clamp(keys.indexOf(key) + by, [0, keys.length - 1])];
}

/** What the student's functions gave for these sizes; {} where none was handed over. */
export function answerAt({ outcomes, index }, sizes, [low, high]) {
  if (!index) return {};
  const place = SIZES.reduce((sum, name) => sum * (high - low + 1) + sizes[name] - low, 0);
  return outcomes[index[place]];
}

/** Whether the student's result has the shape that the equation needs; an answer in words is never right. */
export function isRight(equation, answer, sizes) {
  const got = answer[equation.key];
  const needed = sized(equation.shape, sizes).map(({ number }) => number);
  return Array.isArray(got) && got.join() === needed.join();
}

/** The sentence about the equation that is shown, or the error of a function that could not be used. */
export function describeAnswer(equation, answer, sizes, labels) {
  if (answer.error !== undefined) return { error: answer.error, here: "", wrong: true };
  const got = answer[equation.key];
  if (got === undefined) return { here: "", wrong: false };
  const right = isRight(equation, answer, sizes);
  const needed = shapeText(sized(equation.shape, sizes));
  const values = { result: equation.result, got: Array.isArray(got) ? writeShape(got) : got, needed };
  return { here: fill(right ? labels.yours_right : labels.yours_wrong, values), wrong: !right };
}

/** The sentence that names every result of the student's that is wrong for these sizes; "" when none is. */
export function describeAll(equations, answer, sizes, labels) {
  const given = equations.filter(({ key }) => answer[key] !== undefined);
  const wrong = given.filter((equation) => !isRight(equation, answer, sizes)).map(({ result }) => result);
  return wrong.length ? fill(labels.yours_wrong_now, { names: wrong.join(", ") }) : "";
}
