namespace Spinner.Actors.Configuration;

/// <summary>What spinners are called.</summary>
static class SpinnerNames
{
    /// <summary>The name of a spinner that is not given one.</summary>
    public const string Default = "spinner";

    /// <summary>The name of a spinner's manager, and of its block in HOCON.</summary>
    public static string Actor(string name) => name == Default ? name : "spinner-" + Uri.EscapeDataString(name);
}
