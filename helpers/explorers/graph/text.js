// How the graph explorer writes numbers, and the sentence for each step.

import { fill, formatNumber, toFloats } from "../common/numbers.js";

/** Up to four significant digits without zeros at the end, as in "−0.5", "1" and "7.02e−4". */
export function plainNumber(number, noNumber) {
  return formatNumber(number, noNumber)
    .replace(/(\.\d*?)0+(?=e|$)/, "$1")
    .replace(/\.(?=e|$)/, "");
}

const WIDE_TEXT = 13; // letters that fit into the narrowest card

/** What fits into a card: one number, up to three of them, or from which to which they run. */
export function shortValue(numbers, noNumber) {
  if (numbers.length === 1) return plainNumber(numbers[0], noNumber);
  const few = (number) => plainNumber(Number.isFinite(number) ? Number(number.toPrecision(2)) : number, noNumber);
  const all = [...numbers].map(few).join(", ");
  if (numbers.length <= 3 && all.length <= WIDE_TEXT) return all;
  return `${few(Math.min(...numbers))} … ${few(Math.max(...numbers))}`;
}

/** A number behind a sign: negative ones in parentheses, as in "1 × (−0.5)". */
export function asFactor(text) {
  return text.startsWith("−") ? `(${text})` : text;
}

export function writeShape(shape) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** The sentence for the step, for screen readers and under the picture. */
export function describeStep(state, spec, labels) {
  const write = (name, numbers) => writeInFull(numbers, state.shapeOf(name), labels);
  if (state.kind === "inputs") {
    const given = spec.variables.filter((variable) => variable.given);
    return fill(labels.inputs, {
      inputs: given.map(({ name }) => `${name} = ${write(name, state.value(name))}`).join(", "),
    });
  }
  if (state.kind === "forward") {
    const inputs = state.operation.arguments.map((argument) =>
      argument.name
        ? `${argument.name} = ${write(argument.name, state.value(argument.name))}`
        : writeInFull(toFloats(argument.constant), argument.shape, labels),
    );
    return fill(labels.forward, {
      node: state.operation.title,
      inputs: inputs.join(", "),
      name: state.node,
      value: write(state.node, state.value(state.node)),
    });
  }
  if (state.kind === "start") {
    const start = state.gradient(spec.result);
    const one = start.every((number) => number === 1);
    return fill(one && start.length === 1 ? labels.start_one : labels.start_other, {
      name: spec.result,
      value: write(spec.result, start),
    });
  }
  return describeBack(state, labels, write);
}

function describeBack(state, labels, write) {
  const arrived = state.gradient(state.node);
  if (!arrived) return fill(labels.sends_nothing, { variable: state.node });
  const sentences = [
    fill(labels.arrives, { name: state.node, value: write(state.node, arrived), node: state.operation.title }),
  ];
  for (const edge of state.edges) {
    const numbers = {
      variable: edge.variable,
      shape: writeShape(edge.shape),
      arrived: plainNumber(arrived[0], labels.undefined),
      slope: plainNumber(state.part(edge, "slope")[0], labels.undefined),
      factor: asFactor(plainNumber(state.part(edge, "slope")[0], labels.undefined)),
      sent: plainNumber(state.part(edge, "gradient")[0], labels.undefined),
    };
    const alone = edge.size === 1 && arrived.length === 1 && edge.byElement;
    sentences.push(fill(edge.stored ? labels.stores : alone ? labels.sends : labels.sends_array, numbers));
  }
  for (const name of new Set(state.edges.filter((edge) => !edge.stored).map((edge) => edge.variable))) {
    const parts = state.partsOf(name);
    if (parts.length < 2 || parts[0].length > 1) continue;
    const total = plainNumber(state.gradient(name)[0], labels.undefined);
    sentences.push(
      fill(labels.adds_up, {
        variable: name,
        parts: parts
          .map((part, index) => (index ? asFactor : String)(plainNumber(part[0], labels.undefined)))
          .join(" + "),
        total,
      }),
    );
  }
  const sent = new Set(state.edges.map((edge) => edge.variable));
  for (const { name } of state.operation.arguments) {
    if (name && !sent.has(name)) sentences.push(fill(labels.sends_nothing, { variable: name }));
  }
  return sentences.join(" ");
}

/** Where a very small triangle disagrees with the node of this step. */
export function describeWrong(state, labels) {
  return state.edges
    .filter((edge) => state.isWrong(edge))
    .map((edge) =>
      fill(edge.size > 1 ? labels.wrong_array : labels.wrong, {
        node: state.operation.title,
        variable: edge.variable,
        sent: plainNumber(state.part(edge, "gradient")[0], labels.undefined),
        expected: plainNumber(state.part(edge, "triangle")[0], labels.undefined),
      }),
    )
    .join(" ");
}

function writeInFull(numbers, shape, labels) {
  if (numbers.length > 4) return `${shape.join(" × ")} ${labels.numbers}`;
  const text = [...numbers].map((number) => plainNumber(number, labels.undefined)).join(", ");
  return numbers.length === 1 ? text : `(${text})`;
}
