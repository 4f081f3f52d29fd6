using System.Diagnostics.CodeAnalysis;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.FrontDoor;
using Spinner.Processes;

namespace Spinner.Host.Settings;

/// <summary>A file of children and settings, read and checked. Immutable.</summary>
/// <param name="Source">Where it is from, for people.</param>
/// <param name="Spinner">The block <c>spinner</c>; its children are as a front door likes them where there is one and they say nothing else.</param>
/// <param name="Host">The block <c>host</c>, nothing left to default.</param>
/// <param name="Akka">The block <c>akka</c>.</param>
/// <param name="Door">The block <c>front-door</c>; null: there is no front door.</param>
sealed record ChildrenFile(string Source, SpinnerOptions Spinner, HostOptions Host, Config Akka, FrontDoorOptions? Door)
{
    /// <summary>The file of a directory that is taken when none is named.</summary>
    public const string UsualName = "spinner.conf";
    private const string AkkaBlock = "akka";
    private static readonly string[] Blocks = [SpinnerExtensions.DefaultName, HostKeys.Block, DoorSettings.Block, AkkaBlock];

    /// <summary>Whether it says anything about children, if only that there are none: <c>spinner.children {}</c>.</summary>
    public bool NamesChildren { get; private init; }

    /// <summary>Where its keys are written; null: in no text.</summary>
    public ConfigLines? Lines { get; private init; }

    /// <summary>Reads a file; without one the quickstart that is part of the program.</summary>
    /// <param name="path">The file; null: the quickstart.</param>
    /// <param name="file">What it says; null when there are mistakes.</param>
    /// <param name="errors">Every mistake with its line or its path; empty on success.</param>
    /// <param name="isFirst">Whether it may be what can be read only once.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    public static bool TryRead(
        string? path, [NotNullWhen(true)] out ChildrenFile? file, out IReadOnlyList<string> errors, bool isFirst = true,
        CancellationToken cancellationToken = default)
    {
        if (path is null) return TryParse(Quickstart.Source, Quickstart.Text(), out file, out errors);
        try
        {
            (file, errors) = ConfigReading.Run(() =>
            {
                var source = HoconIncludes.Read(path, isFirst, out var wrong);
                return wrong.Count == 0 && TryRead(path, source, out var read, out wrong) ? (read, wrong) : (null, wrong);
            }, TimeProvider.System, cancellationToken);
        }
        catch (IOException unreadable)
        {
            (file, errors) = (null, [unreadable.Message]);
        }

        return file is not null;
    }

    /// <summary>Reads a text; its relative paths are below the directory this process was started in.</summary>
    public static bool TryParse(string source, string text, [NotNullWhen(true)] out ChildrenFile? file, out IReadOnlyList<string> errors)
    {
        file = null;
        var whole = HoconIncludes.Of(text, Inherited.WorkingDirectory, out errors);
        return errors.Count == 0 && TryRead(source, whole, out file, out errors);
    }

    private static bool TryRead(string name, ConfigSource source, [NotNullWhen(true)] out ChildrenFile? file, out IReadOnlyList<string> errors)
    {
        file = null;
        return HoconReader.TryRead(source, out var config, out var lines, out errors) && TryRead(name, config, lines, out file, out errors);
    }

    private static bool TryRead(string source, Config config, ConfigLines lines, [NotNullWhen(true)] out ChildrenFile? file, out IReadOnlyList<string> errors)
    {
        if (config.Root is not { IsEmpty: false })
        {
            (file, errors) = (null, ["there is nothing in it; allowed: a HOCON file of children, spinner.children {} for none"]);
            return false;
        }

        var found = new OptionErrors();
        if (config.Root is { IsEmpty: false } root)
            foreach (var name in root.GetObject().Items.Keys.Except(Blocks))
                found.Add(SettingBlock.Unknown(HoconSettings.Name(name), name, [.. Blocks.Select(b => (b, new[] { b }))]));
        if (Only(config, AkkaBlock) is { IsEmpty: false } akka
            && HoconSettings.Of(akka.Root.GetObject().Items[AkkaBlock], AkkaBlock) is { Members: null } block)
            found.AddShown(AkkaBlock, block.Kind, "a block");
        var host = HostSettings.Read(found, config);
        var spinner = SpinnerDeclaration.Read(config, SpinnerExtensions.DefaultName, new SpinnerOptions(), found.Found, out var wrong, out _, [EnvFiles.Key]);
        var ofDoor = new OptionErrors();
        var door = DoorSettings.Read(ofDoor, config);
        List<string> all = [.. wrong.Concat(ofDoor.Found).Select(e => lines.Placed(e.Option, KeyPlaces.Explain(e).ToString()))];
        spinner = EnvFiles.Apply(config, spinner, lines.DirectoryOf, (path, error) => all.Add(lines.Placed(path, path + error)));
        errors = all;
        file = errors.Count == 0
            ? new ChildrenFile(source, door is null ? spinner : spinner.BehindDoor(door), host, Only(config, AkkaBlock), door)
            {
                NamesChildren = HasChildren(config), Lines = lines,
            }
            : null;
        return file is not null;
    }

    private static bool HasChildren(Config config) =>
        config.Root.GetObject().Items.TryGetValue(SpinnerExtensions.DefaultName, out var spinner) && spinner.IsObject()
        && spinner.GetObject().Items.ContainsKey(SpinnerKeys.Children);

    private static Config Only(Config config, string name)
    {
        if (config.Root is not { IsEmpty: false } root || !root.GetObject().Items.TryGetValue(name, out var block)) return Config.Empty;
        var (only, value) = (new HoconObject(), new HoconValue());
        only.Items[name] = block;
        value.AppendValue(only);
        return new Config(new HoconRoot(value));
    }
}
