using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.FrontDoor;
using Spinner.FrontDoor.Configuration;

namespace Spinner.Host.Settings;

/// <summary>Reads the block <c>front-door</c>; see hocon/frontdoor.conf.</summary>
static class DoorSettings
{
    public const string Block = "front-door";

    /// <returns>What the block says; null when there is none.</returns>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="config">Where the block may stand.</param>
    public static FrontDoorOptions? Read(OptionErrors errors, Config config)
    {
        var isThere = config.Root is { IsEmpty: false } root && root.GetObject().Items.ContainsKey(Block);
        return isThere ? FrontDoorHocon.ReadBlock(errors, config) : null;
    }
}
