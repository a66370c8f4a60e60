// Nothing is searched in files here: VS Code only wants to know where the program would be.
exports.rgPath = "rg";
