namespace Spinner.Benchmarks.FrontDoor;

/// <summary>The command line of the front door's benchmark.</summary>
/// <param name="Json">Where the numbers go.</param>
/// <param name="Bundled">The load of this program even where wrk is installed.</param>
/// <param name="Pooled">Sockets as .NET has them by itself; otherwise as the program <c>spinner</c> does.</param>
/// <param name="Brief">A twentieth of everything: whether it runs.</param>
internal sealed record FrontDoorArguments(string? Json, bool Bundled, bool Pooled, bool Brief)
{
    /// <summary>Null when the arguments make no sense.</summary>
    public static FrontDoorArguments? TryParse(string[] args)
    {
        var parsed = new FrontDoorArguments(null, false, false, false);
        while (args.Length > 0)
        {
            switch (args)
            {
                case ["--json", var file, .. var rest]: (parsed, args) = (parsed with { Json = file }, rest); break;
                case ["--bundled", .. var rest]: (parsed, args) = (parsed with { Bundled = true }, rest); break;
                case ["--pooled", .. var rest]: (parsed, args) = (parsed with { Pooled = true }, rest); break;
                case ["--brief", .. var rest]: (parsed, args) = (parsed with { Brief = true }, rest); break;
                default: return null;
            }
        }

        return parsed;
    }
}
