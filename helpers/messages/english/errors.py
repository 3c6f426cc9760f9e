"""Why a call stopped, and the usual reason for it, see `helpers.checks.explain`."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "error.raised": "{name} stopped with {error}: {message}",
    "error.raised.mute": "{name} stopped with {error}.",
    "error.signature": "{name} could not be called with {count} arguments. Compare the `def` line with the task's.",
    "error.signature.one": "{name} could not be called with {count} argument. Compare the `def` line with the task's.",
    "error.hidden": "{name} stopped with {error}.",
    "error.unknown": "an error of its own kind",
    "error.append": (
        "`append` changes the list itself and gives back None. Write `rows.append(x)` alone, without `rows =` in "
        "front of it."
    ),
    "error.arguments": (
        "A function was called with too many arguments, with too few, or with a name that it does not know. "
        "Compare the call with the function's `def` line or its help."
    ),
    "error.array-method": (
        "This has no such method or attribute. Most things that NumPy does are functions: `np.exp(z)`, not `z.exp()`."
    ),
    "error.attribute": (
        "An attribute is read that was never set. Is `self.` in front of the name where the value is stored? Is "
        "it spelled the same in both places? And is the method that stores it called first?"
    ),
    "error.axis": (
        "An axis is asked for that the array does not have. Axes are counted from 0: a matrix has the axes 0 and 1."
    ),
    "error.brackets": (
        "A function is called with parentheses `( )`. Square brackets `[ ]` take elements out of an array or list."
    ),
    "error.called-on-class": (
        "The method was called on the class itself. Make an object first, by calling the class, and call the "
        "method on the object; inside the class, on `self`."
    ),
    "error.class-attribute": (
        "The name is looked for in the class itself. Values that belong to an object are stored and read as "
        "`self.name`."
    ),
    "error.dict": "A dict does not calculate; its entries do. Take one out by its name, with square brackets.",
    "error.domain": (
        "A function of Python's `math` module got a number for which it is not defined, such as the logarithm of "
        "0 or less."
    ),
    "error.exit": (
        "The code ends Python (`exit()`, `quit()` or `sys.exit()`). Leave that out; `return` ends a function."
    ),
    "error.function": (
        "A function stands where its result should be. Call it: write parentheses with the argument behind its name."
    ),
    "error.import": (
        "Something is imported that is not here. The exercises need NumPy only, which the first cell imports as `np`."
    ),
    "error.index": "An index is too large. Python counts from 0, so the last of n elements has the index n − 1.",
    "error.key": "A dict has no entry of this name. Is it spelled as where it was stored?",
    "error.list": (
        "Python's lists and tuples do not calculate element by element. `np.array(...)` makes an array of one, "
        "which does."
    ),
    "error.list-called": (
        "A list or dict cannot be called. If it holds functions, call them one by one, for instance in a loop."
    ),
    "error.list-method": "A Python list or tuple is not an array. `np.array(...)` makes an array of it.",
    "error.list-times-number": (
        "A list or tuple times a number repeats it, or fails. `np.array(...)` makes an array of a list, which "
        "multiplies element by element. Or does something further up return several values?"
    ),
    "error.mask": "A mask must have the shape of the array that it is used on.",
    "error.memory": "This needs more memory than there is. Is an array, or a power, far larger than the task asks for?",
    "error.name": (
        "A name is used that does not exist here. Is it spelled as in the task? Was the cell that defines it run?"
        " In a class: was it stored with `self.`?"
    ),
    "error.name.e": (
        "Python has no `e` of its own. e to the power of x is written `np.exp(x)`; the number alone is `np.e`."
    ),
    "error.name.module": (
        "The notebook imports NumPy only, under the short name `np`: write `np.exp`, `np.sqrt` and so on."
    ),
    "error.name.np": "NumPy is not loaded yet. Run the first code cell of the notebook, the one with the imports.",
    "error.name.numpy": "`{name}` by itself is unknown. It belongs to NumPy: write `np.{right}`.",
    "error.name.sigma": (
        "The sign σ is not known to Python. Write the formula of the sigmoid, or call your own `sigmoid`."
    ),
    "error.negative-power": (
        "Whole numbers cannot be raised to a negative power in NumPy. Write `1 / ...`, or use floats."
    ),
    "error.no-matrix": (
        "`@` multiplies rows by columns, but one side of it is a plain number, or a blank that is still `...`."
    ),
    "error.none": "Something is None where a value is needed. Does a function lack its `return`?",
    "error.not-callable": (
        "Parentheses behind a number or an array mean a call. A product needs its sign: `a * (1 - a)`, not `a(1 - a)`."
    ),
    "error.not-implemented": "The line `raise NotImplementedError` is still there. Put your code in its place.",
    "error.not-in-numpy": (
        "NumPy has nothing of this name. Is it spelled right? Is it a function that you wrote yourself? Then call"
        " it without `np.`."
    ),
    "error.not-in-numpy.alike": "NumPy has nothing of this name. Is `np.{name}` meant?",
    "error.not-in-numpy.name": (
        "`np.{name}` does not exist in NumPy. Write the formula, or call a function of your own."
    ),
    "error.objects": (
        "NumPy was given something that is not numbers: text, None, a function, or a list with lists of different"
        " lengths in it."
    ),
    "error.not-iterable": (
        "A loop needs something to go through, and here it got a single number. To repeat something n times, "
        "write `for _ in range(n)`."
    ),
    "error.one-number": (
        "A single number is treated as if it had elements. Was an array expected here? What was it made of?"
    ),
    "error.one-place": "An array was put where there is room for one number. What shape does the right side have?",
    "error.overflow": "A number became too large to be stored. Is the sign of an exponent right?",
    "error.power": "In Python `^` is not a power (it is exclusive-or). A power is written `**`.",
    "error.recursion": (
        "The function calls itself again and again and never comes to an end. Is its own name used where the "
        "formula, or another function, is meant?"
    ),
    "error.scalar-only": (
        "One number is needed here, and an array was given. Functions of Python's `math` module and `float(...)` "
        "take one number; NumPy's functions take whole arrays."
    ),
    "error.self": (
        "In a class, the first name in the parentheses of every `def` is `self`; the arguments come behind it."
    ),
    "error.shape-argument": (
        "The shape of a new array is one argument, with parentheses of its own: `np.zeros((2, 3))`."
    ),
    "error.shapes": "Two shapes do not fit together. Write the shapes beside the formula.",
    "error.stop": "`next` was called, but nothing is left.",
    "error.text": "Text and numbers are mixed. Without quotation marks a name stands for its value.",
    "error.too-many-indices": (
        "More indices are given than the array has axes. The inputs may have any shape, also one axis only."
    ),
    "error.truth": (
        "`if`, `and`, `max(...)` and the like need one yes or no; a whole array has no single truth value. Ask "
        "element by element, e.g. with np.where, np.maximum or a mask."
    ),
    "error.unbound": (
        "A variable is used before it has a value in this function. Is the name spelled the same in every line? "
        "Is the line that sets it run first, whatever the input?"
    ),
    "error.uneven": (
        "Things of different lengths or shapes cannot become the rows of one array. Which of them is shorter, or "
        "a single number?"
    ),
    "error.whole-array": (
        "The array holds whole numbers, and the result does not fit into it. Make a new array instead of changing"
        " the old one."
    ),
    "error.whole-index": (
        "An index must be a whole number, or a mask made by a comparison; here it is something else, perhaps the "
        "values themselves."
    ),
    "error.whole-number": (
        "A whole number is needed here, for a length, a shape, an index or an axis, and something else was given."
    ),
    "error.where": (
        "np.where needs three things: the condition, the values where it is true, and the values where it is false."
    ),
    "error.zero-division": "Something is divided by 0. Which denominator can become 0, and for which input?",
}
