// Two processes with certificates of their own, made a moment ago. The second serves a spinner over mutual TLS; the first controls it: starts an app
// there, asks it over HTTP, reads what it writes, restarts it, is refused what its role does not allow, and stops it.
// The first starts the second with a spinner of its own, so that it is gone when the first is.
//   dotnet run --project src/examples/RemoteControl

using RemoteControl;

return args is ["serve", var directory] ? await Server.RunAsync(directory) : await Client.RunAsync();
