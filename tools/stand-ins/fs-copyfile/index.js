// Nothing of it is needed here; without the package, the Git extension does not start.
exports.copyFile = async (from, to) => require("node:fs/promises").copyFile(from, to);
