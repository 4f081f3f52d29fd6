namespace Spinner.Host.Tests;

/// <summary>Programs that run another one as somebody else.</summary>
internal static class Under
{
    /// <summary>As the user nobody.</summary>
    public const string Nobody = "nobody";

    /// <summary>As process 1 of a namespace of its own.</summary>
    public const string First = "first";

    public static string[] Line(string under) => under == Nobody
        ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        : ["unshare", "-Urpf", "--kill-child", "--mount-proc"];
}
