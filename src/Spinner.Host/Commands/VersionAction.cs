using System.CommandLine;
using System.CommandLine.Invocation;
using Spinner.Control.Contract;
using Spinner.Host.Client;

namespace Spinner.Host.Commands;

/// <summary>What <c>--version</c> prints.</summary>
sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(ProgramVersion.Full);
        return ExitCodes.Ok;
    }
}
