namespace Spinner.Actors.Remote.Access;

/// <summary>Which question needs which role.</summary>
static class Permission
{
    /// <summary>The least role that may ask.</summary>
    public static RemoteRole Needed(object question) => question switch
    {
        Ping or Bye or End or Took or Get or List or Watch or ReadOutput => RemoteRole.Observe,
        Start { Options: null } or Stop or StopUnused or Restart or StopEach or Hold or Release => RemoteRole.Operate,
        _ => RemoteRole.Define,
    };

    /// <summary>Whether it changes something, and so is audited.</summary>
    public static bool IsCommand(object question) => Needed(question) > RemoteRole.Observe;
}
