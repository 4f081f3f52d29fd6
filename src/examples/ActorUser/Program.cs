// An actor that needs a child process: it starts it by Tell, asks it, hears what happens to it on the event stream, and stops it.
//   dotnet run --project src/examples/ActorUser

using ActorUser;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;

var system = ActorSystem.Create("actors", ConfigurationFactory.ParseString("akka { loglevel = WARNING, stdout-loglevel = WARNING }"));
await using var spinner = system.CreateSpinner();
var end = new TaskCompletionSource<int>();

system.ActorOf(Props.Create(() => new Visitor(spinner.Manager, end)), "visitor");
var exitCode = await end.Task;
await system.Terminate();
return exitCode;
