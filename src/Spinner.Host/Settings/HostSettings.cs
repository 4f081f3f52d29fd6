using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.Control.Access;

namespace Spinner.Host.Settings;

/// <summary>Reads the block <c>host</c>; what it does not say is said by the embedded hocon/host.conf.</summary>
static class HostSettings
{
    /// <summary>The built-in settings.</summary>
    public static HostOptions Defaults { get; } = ReadDefaults();

    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="config">Where the block may stand.</param>
    public static HostOptions Read(OptionErrors errors, Config config) => ReadBlock(errors, config).WithFallback(Defaults);

    private static HostOptions ReadBlock(OptionErrors errors, Config config)
    {
        if (config.Root is not { IsEmpty: false } root || !root.GetObject().Items.TryGetValue(HostKeys.Block,
            out var value)) return new HostOptions();
        var block = HoconSettings.Of(value, HostKeys.Block);
        if (block.Members is not { } members)
        {
            errors.AddShown(block.Path, block.Kind, "a block");
            return new HostOptions();
        }

        var options = SettingBlock.Read(errors, members, HostKeys.All, HostKeys.Check, HostKeys.Tokens);
        options = options with { Tokens = [.. ReadTokens(errors, SettingBlock.Find(members, HostKeys.Tokens))] };
        CheckListener(errors, options);
        return options;
    }

    private static IEnumerable<BearerToken> ReadTokens(OptionErrors errors, Setting? block)
    {
        if (block is { Members: null }) errors.AddShown(block.Path, block.Kind, "a block");
        foreach (var (index, (name, setting)) in (block?.Members ?? new Dictionary<string, Setting>()).Index())
        {
            if (setting.Members is { } parts && SettingBlock.Find(parts, HostKeys.Secret) is not null)
                yield return SettingBlock.Read(errors, parts, HostKeys.OfToken, HostKeys.CheckToken) with { Name = name };
            // Where no secret stands, what stands for the name may be it.
            else errors.AddShown($"{block!.Path}[{index}]", "without a secret (its name is not shown)", "a name, then a block with the keys secret and roles");
        }
    }

    // The gate of the listener that is not a file with mode 0600.
    private static void CheckListener(OptionErrors errors, HostOptions options)
    {
        var place = $"{HostKeys.Block}.listen";
        if (options.Certificate is null != options.CertificateKey is null)
            errors.AddShown($"{HostKeys.Block}.certificate", OptionError.FormatGiven(options.Certificate), "certificate and certificate-key together");
        if (options.Listen is null || !System.Net.IPEndPoint.TryParse(options.Listen, out var address)) return;
        if (options.Certificate is null && !System.Net.IPAddress.IsLoopback(address.Address))
            errors.AddShown(place, OptionError.FormatGiven(options.Listen),
                "an address of this machine only (127.0.0.1, [::1]), or certificate and certificate-key too");
        if (options.Tokens.Count == 0) errors.AddShown(place, OptionError.FormatGiven(options.Listen), "together with at least one of tokens");
    }

    private static HostOptions ReadDefaults()
    {
        var errors = new OptionErrors();
        var options = ReadBlockOfText(errors);
        return errors.Found.Count == 0 ? options : throw new InvalidOperationException(
            $"The embedded host.conf is wrong: {string.Join("; ", errors.Found)}");
    }

    private static HostOptions ReadBlockOfText(OptionErrors errors) =>
        ReadBlock(errors, ConfigurationFactory.ParseString(EmbeddedText.Read("host.conf")));
}
