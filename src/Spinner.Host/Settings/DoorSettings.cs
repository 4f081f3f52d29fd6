using Akka.Configuration;
using Spinner.FrontDoor;

namespace Spinner.Host.Settings;

/// <summary>Reads the block <c>front-door</c>; see hocon/frontdoor.conf.</summary>
static class DoorSettings
{
    public const string Block = "front-door";

    /// <returns>What the block says; null when there is none, or when it is wrong.</returns>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="config">Where the block may stand.</param>
    public static FrontDoorOptions? Read(List<string> errors, Config config)
    {
        if (config.Root is not { IsEmpty: false } root || !root.GetObject().Items.ContainsKey(Block)) return null;
        try
        {
            return FrontDoorOptions.FromConfig(config);
        }
        catch (ConfigurationException wrong)
        {
            errors.Add(wrong.Message);
            return null;
        }
    }
}
