namespace Spinner.Actors.Remote.Configuration;

/// <summary>Roles as they are written in settings.</summary>
static class RoleText
{
    public const string Allowed = "none, observe, operate or define";

    public static RemoteRole? Parse(string text) => text switch
    {
        "none" => RemoteRole.None,
        "observe" => RemoteRole.Observe,
        "operate" => RemoteRole.Operate,
        "define" => RemoteRole.Define,
        _ => null,
    };

    public static string Write(RemoteRole role) => role.ToString().ToLowerInvariant();
}
