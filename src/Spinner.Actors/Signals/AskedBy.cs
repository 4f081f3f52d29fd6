namespace Spinner.Actors.Signals;

/// <summary>Who asks, as events name him. Flows with the caller into whatever he asks for, as a trace does. Safe for concurrent use.</summary>
static class AskedBy
{
    /// <summary>A request that came in by the front door.</summary>
    public const string FrontDoor = "door";

    /// <summary>The file the children are declared in was read anew.</summary>
    public const string File = "file";

    /// <summary>A child that starts with its spinner.</summary>
    public const string Autostart = "autostart";

    private static readonly AsyncLocal<string?> Flowing = new();

    /// <summary>Null: nobody has said so.</summary>
    public static string? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }
}
