using Spinner.Actors;
using Spinner.Processes;
using Spinner.Supervisor;

// A supervising process that a test can kill: auto|portable|linux, kill|keep, a state directory or nothing. Commands are lines of words with tabs between them.
var launcher = Engines.Choose(
    Enum.Parse<EngineChoice>(args[0], ignoreCase: true),
    notice => Answer.Say("notice", notice),
    orphans: Enum.Parse<OrphanPolicy>(args[1], ignoreCase: true),
    stateDirectory: args.ElementAtOrDefault(2));
var children = new Children(launcher);
var lease = new Lease();
Answer.Say("ready");
while (Console.In.ReadLine() is { } line)
{
    switch (line.Split('\t'))
    {
        case ["launch", .. var command]: children.Launch(command); break;
        case ["run", .. var command]: Runner.Run(command); break;
        case ["bind", var directory]: Children.Bind(directory); break;
        case ["settle"]: await Spinner.Processes.Supervisor.Shared.Register().SettleAsync(); Answer.Say("settled"); break;
        case ["watchdog", var directory]: lease.Watch(directory); break;
        case ["lease", var milliseconds]: lease.Last(milliseconds); break;
        case ["end"]: return;
        default: Answer.Say("unknown", line); break;
    }
}
