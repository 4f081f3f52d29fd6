using System.Globalization;
using Akka.Configuration;
using Spinner.Remote.Peer;

// One end of remote control as a process of its own, which a test can stop and kill. Settings are a HOCON file. Ends with its stdin.
//   serve FILE                               serves the spinner the file describes
//   control FILE ADDRESS SYSTEMS CLIENTS     so many actor systems with so many clients each; commands are lines of stdin
var config = ConfigurationFactory.ParseString(await File.ReadAllTextAsync(args[1]));
switch (args)
{
    case ["serve", _]: await Serving.RunAsync(config); return 0;
    case ["control", _, var address, var systems, var clients]:
        await Controlling.RunAsync(config, address, Number(systems), Number(clients));
        return 0;
    default: return 64;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
