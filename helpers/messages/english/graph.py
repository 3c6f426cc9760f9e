"""The graph explorer: its labels, what is wrong with a node, what small triangles say."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # Sentences for the browser; {…} are filled in there.
    "graph.group": "Computation graph of {result}: step through it with the buttons or the slider",
    "graph.picture": "Computation graph of {result}",
    "graph.unnamed": "the graph",
    "graph.buttons": "Walk through the graph",
    "graph.first": "Start",
    "graph.back": "Back",
    "graph.next": "Next",
    "graph.last": "End",
    "graph.step_slider": "step",
    "graph.step_of": "{step} of {last}",
    "graph.choice": "number to move",
    "graph.value_legend": "value, forward →",
    "graph.gradient_legend": "gradient, backward ←",
    "graph.heading_inputs": "What is given",
    "graph.heading_forward": "Forward through {node}",
    "graph.heading_start": "The way back begins",
    "graph.heading_back": "Backward through {node}",
    "graph.inputs": "The inputs are given: {inputs}. Next, each node computes its output from what stands before it.",
    "graph.forward": "{node} takes {inputs} and gives {name} = {value}.",
    "graph.start_one": "Backward starts at the end, with d{name} = 1: {name} grows as fast as itself.",
    "graph.start_other": "Backward starts at the end, with the gradient d{name} = {value} that was passed in.",
    "graph.arrives": "d{name} = {value} arrives at {node}.",
    "graph.sends": (
        "Its local slope for {variable} is {slope}, so it sends back d{variable} = {arrived} × {factor} = {sent}."
    ),
    "graph.sends_array": "It sends back d{variable}, which has the shape {shape} of {variable}.",
    "graph.stores": "It stores d{variable}, which has the shape {shape} of {variable}.",
    "graph.sends_nothing": "{variable} gets no gradient: it is given and stays as it is.",
    "graph.adds_up": (
        "{variable} is used in several places, so the gradients that come back are added: d{variable} = {parts} = "
        "{total}."
    ),
    "graph.wrong": "{node}.backward gives d{variable} = {sent} here, but a very small triangle says {expected}.",
    "graph.wrong_array": "A very small triangle does not agree with the d{variable} that {node}.backward gives here.",
    "graph.slope_caption": "local slope for {variable}",
    "graph.numbers": "numbers",
    "graph.undefined": "no number",
    "graph.hint": "Buttons and sliders work with the keyboard; a click on a card jumps to the step that fills it.",
    "graph.dotted_hint": "Move one number: all values and gradients follow. They are what your nodes gave for it.",
    # Sentences for the static picture and plain text.
    "graph.described": "Computation graph of {result}. Forward: {values}.",
    "graph.described_back": "Backward: {gradients}.",
    "graph.described_problem": "The graph explorer could not walk through the graph. {problem}",
    "graph.described_skipped": "The graph explorer was not drawn.",
    "graph.title": "Values go right, gradients come back left",
    "graph.title_forward": "Values go right",
    # Errors for wrong settings.
    "graph.not_start": "start should be a number or an array of finite numbers, but it is {value!r}.",
    "graph.not_choice": "input should be one of {known}, but it was set to {value!r}.",
    "graph.no_choice": (
        "no number of this graph can be moved; name inputs with sliders=[...] when you make the explorer."
    ),
    "graph.unknown_place": "at names {name!r}, which is neither an input nor a node of the graph. There are: {known}.",
    "graph_node.not_a_node": (
        "The node that makes {name} should be an object with the methods forward and backward, but it is {kind}."
    ),
    "graph_node.not_made": (
        "The node that makes {name} could not be made: {error} If its class needs arguments, pass an object instead "
        "of the class."
    ),
    "graph_node.one_gradient": "{name} returns a {kind}, but its node has one input, so it should return one gradient.",
    "graph_node.many_gradients": (
        "{name} returns {kind}, but its node has {count} inputs, so it should return {count} gradients, one for each."
    ),
    "graph_node.gradient_shape": (
        "{name} returns a gradient of shape {got} for {variable}, expected {expected}: a gradient has the shape of "
        "its variable."
    ),
    "graph_node.stored_shape": (
        "{title} stores {gradient} with shape {got}, expected {expected}: the shape of {variable}."
    ),
    "graph_node.start_shape": "The way back cannot start: start has the shape {got}, but {variable} has {expected}.",
    "graph_node.no_gradient": "{name} returns None for {variable}, so the way back ends there.",
    "graph_node.same_object": (
        "{first} and {second} are made by the same object. A node remembers only its latest forward, so each place in "
        "the graph needs an object of its own."
    ),
    "graph_node.input_of": "of the node {node}",
    "graph_node.stored": "{gradient} of {name}",
    "graph_node.bad_input": "the input {name} should be a number or an array of finite numbers, but it is {value!r}.",
    "graph_node.bad_node": "node {node!r} should be (name, object, inputs...), such as ('z', Mul(), 'x', 'w').",
    "graph_node.name_twice": "the name {name!r} is used twice; every input and every node needs a name of its own.",
    "graph_node.unknown_input": (
        "the node {name!r} asks for {asked!r}, which is neither an input nor an earlier node. There are: {known}."
    ),
    "graph_node.unused": (
        "{name!r} is used by no node; leave it out, or name it as an input of one. Only the last node may be unused."
    ),
    "graph_node.nothing": "the graph needs at least one node.",
    "graph_sample.wrong": (
        "{node}.backward gives {variable} the gradient {got}{where}, but a very small triangle says {expected}. The "
        "gradients further back are made from it, so look there first."
    ),
    "graph_sample.wrong_stored": (
        "{node}.backward stores d{variable} = {got}{where}, but a very small triangle says {expected}."
    ),
    "graph_sample.wrong_later": (
        "{node}.backward is right at first, but not for {choice} = {at}: it gives {variable} the gradient "
        "{got}{where} where a very small triangle says {expected}. Does forward store its inputs anew each time?"
    ),
    "graph_sample.at_index": " at {index}",
    "graph_sample.not_finite": "{node}.forward gives {value} here, so there is nothing to follow from there on.",
    "graph_sample.fails_at": "For {choice} = {at} there are no numbers. {problem}",
    "graph_sample.not_the_same": "There {variable} has another shape, or gets no gradient.",
    "graph_sample.unknown_slider": "sliders names {name!r}, which is no input of the graph. The inputs are: {known}.",
    "graph_sample.bad_range": "the range of {name} should be two finite numbers, low < high, but it is {value!r}.",
}
