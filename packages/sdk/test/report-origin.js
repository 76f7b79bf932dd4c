// A worker that says where it runs and where its module came from.
postMessage({ scheme: location.protocol, module: import.meta.url })
