namespace Spinner.Host.Display;

/// <summary>Whether a command writes colours: to a terminal, unless <c>NO_COLOR</c> is set, see no-color.org.</summary>
static class TerminalColours
{
    public static bool AreWanted => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
