// The graph in numbers: what every step shows, read from the records that samples.py wrote.

import { clamp, nearestIndex, toFloats } from "../common/numbers.js";

const sizeOf = (shape) => shape.reduce((product, length) => product * length, 1);

/** The graph as widget.py describes it, with its records unpacked; `stateAt` reads one step for one value. */
export function makeGraph(spec) {
  const [forward, back] = [indexSteps(spec, "forward"), indexSteps(spec, "back")];
  const graph = {
    spec,
    count: spec.operations.length,
    edges: spec.edges.map((edge) => ({ ...edge, size: sizeOf(edge.shape) })),
    variables: Object.fromEntries(
      spec.variables.map((variable) => [variable.name, { ...variable, size: sizeOf(variable.shape) }]),
    ),
    first: toFloats(spec.first),
    start: toFloats(spec.start),
    choices: Object.fromEntries(spec.choices.map((choice) => [choice.name, unpackChoice(choice, spec)])),
    forwardStep: (name) => forward.get(name) ?? 0, // an input is there from the beginning
    backStep: (name) => back.get(name) ?? Number.POSITIVE_INFINITY, // never, where the way back could not be walked
  };
  graph.arrows = findArrows(graph);
  graph.stateAt = (step, input, value) => readState(graph, step, input, value);
  graph.stepOf = (name, backwards) => findStep(graph, name, backwards);
  return graph;
}

/** node -> the step that goes that way through it. */
function indexSteps({ steps }, kind) {
  return new Map(
    steps
      .map((step, index) => [step, index])
      .filter(([step]) => step.kind === kind)
      .map(([step, index]) => [step.node, index]),
  );
}

function unpackChoice({ name, grid, first }, spec) {
  return { name, grid: toFloats(grid), first, table: toFloats(spec.records[name]) };
}

/** An arrow for each variable that goes into a node, in the layouts' order; `edge` is null where nothing comes back. */
function findArrows({ spec, edges }) {
  return spec.operations.flatMap(({ name: to, arguments: inputs }) =>
    inputs
      .map(({ name: from }, place) => ({ from, to, place }))
      .filter(({ from }) => from)
      .map(({ from, place }) => {
        const edge = edges.find((one) => one.node === to && one.place === place);
        return { from, to, edge: edge ?? null };
      }),
  );
}

/** The step that fills a card: its value on the way forward, the last part of its gradient on the way back. */
function findStep({ edges, variables, count, forwardStep, backStep }, name, backwards) {
  if (!backwards || !variables[name].hasGradient) return forwardStep(name);
  const sent = edges.filter((edge) => !edge.stored && edge.variable === name);
  return Math.max(count + 1, ...sent.map((edge) => backStep(edge.node)));
}

/** Everything the picture shows at a step: values and gradients so far, and which cards take part. */
function readState(graph, step, input, value) {
  const { edges, variables, spec } = graph;
  const choice = graph.choices[input];
  const at = choice ? nearestIndex(choice.grid, value) : 0;
  const length = graph.first.length;
  const record = choice ? choice.table.subarray(at * length, (at + 1) * length) : graph.first;
  const { kind, node } = spec.steps[clamp(step, [0, spec.lastStep])];
  const state = {
    step,
    kind,
    node,
    at,
    operation: spec.operations.find(({ name }) => name === node),
    edges: kind === "back" ? edges.filter((edge) => edge.node === node) : [],
    backwards: kind === "back" || kind === "start",
    part: (edge, name) => record.subarray(edge[name], edge[name] + edge.size),
    isWrong: (edge) => record[edge.verdict] > 0,
    ranForward: (name) => graph.forwardStep(name) <= step,
    ranBack: (name) => graph.backStep(name) <= step,
    shapeOf: (name) => variables[name].shape,
  };
  state.value = (name) =>
    state.ranForward(name) ? record.subarray(variables[name].at, variables[name].at + variables[name].size) : null;
  state.partsOf = (name) =>
    edges
      .filter((edge) => edge.variable === name && !edge.stored && state.ranBack(edge.node))
      .map((edge) => state.part(edge, "gradient"));
  state.gradient = (name) => addUp(name === spec.result && step > graph.count ? [graph.start] : state.partsOf(name));
  return Object.assign(state, findTakingPart(graph, state));
}

/** Gradients that come several ways are added; null where none has come yet. */
function addUp(parts) {
  if (!parts.length) return null;
  return parts.reduce((sum, more) => sum.map((number, index) => number + more[index]));
}

/** Names of the cards that a step fills, of those it reads, and of nodes found wrong so far. */
function findTakingPart({ edges, spec }, { kind, node, operation, edges: sent, ranBack, isWrong }) {
  const wrong = new Set(edges.filter((edge) => ranBack(edge.node) && isWrong(edge)).map((edge) => edge.node));
  if (kind === "inputs") {
    const given = spec.variables.filter((variable) => variable.given).map(({ name }) => name);
    return { current: new Set(given), beside: new Set(), wrong };
  }
  if (kind === "back") {
    const receiving = sent.filter((edge) => !edge.stored).map((edge) => edge.variable);
    return { current: new Set(receiving), beside: new Set([node]), wrong };
  }
  const inputs = kind === "forward" ? operation.arguments.map(({ name }) => name).filter(Boolean) : [];
  return { current: new Set([node]), beside: new Set(inputs), wrong };
}
