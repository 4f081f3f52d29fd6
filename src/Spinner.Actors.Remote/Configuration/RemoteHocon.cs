using Akka.Configuration;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Remote.Configuration;

/// <summary>The block <c>spinner.remote</c>.</summary>
static class RemoteHocon
{
    public const string Block = "spinner.remote";

    private static readonly Lazy<SpinnerRemoteOptions> LazyDefaults = new(ReadDefaults);

    /// <summary>The embedded hocon/remote.conf: the only place where a default stands.</summary>
    public static SpinnerRemoteOptions Defaults => LazyDefaults.Value;

    /// <summary>That file.</summary>
    public static string Text()
    {
        using var stream = typeof(RemoteHocon).Assembly.GetManifestResourceStream("remote.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What the block says, nothing filled in.</summary>
    public static SpinnerRemoteOptions Read(OptionErrors errors, Config config)
    {
        if (config.IsNullOrEmpty() || !config.HasPath(Block)) return new SpinnerRemoteOptions();
        var block = HoconSettings.Of(config.GetValue(Block), Block);
        if (block.Members is { } members) return SettingBlock.Read(errors, members, RemoteKeys.All, RemoteOptionsCheck.CheckEach);
        if (!block.IsNotGiven) errors.AddShown(block.Path, block.Kind, "a block");
        return new SpinnerRemoteOptions();
    }

    /// <summary>The first of the two wins, option by option.</summary>
    public static SpinnerRemoteOptions Over(this SpinnerRemoteOptions options, SpinnerRemoteOptions below) =>
        RemoteKeys.All.Aggregate(options, (o, key) => key.Get(o) is null && key.Get(below) is { } value ? key.Set(o, value) : o);

    private static SpinnerRemoteOptions ReadDefaults()
    {
        var errors = new OptionErrors();
        var options = Read(errors, ConfigurationFactory.ParseString(Text()));
        return errors.Found.Count == 0
            ? options
            : throw new InvalidOperationException($"The embedded remote.conf is wrong: {string.Join("; ", errors.Found)}");
    }
}
