// The real one is native: it ends an extension host whose parent died. Here the launcher ends whole process groups.
exports.start = () => undefined;
