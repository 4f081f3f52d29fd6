using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.FrontDoor;

namespace Spinner.Host.Settings;

/// <summary>A file of children and settings, read and checked. Immutable.</summary>
/// <param name="Source">Where it is from, for people.</param>
/// <param name="Spinner">The block <c>spinner</c>; its children are as a front door likes them where there is one and they say nothing else.</param>
/// <param name="Host">The block <c>host</c>, nothing left to default.</param>
/// <param name="Akka">The block <c>akka</c>.</param>
/// <param name="Door">The block <c>front-door</c>; null: there is no front door.</param>
sealed partial record ChildrenFile(string Source, SpinnerOptions Spinner, HostOptions Host, Config Akka, FrontDoorOptions? Door)
{
    private const long MaxBytes = 16 * 1024 * 1024;
    private const int MaxShown = 40;
    private const string AkkaBlock = "akka";
    private static readonly string[] Blocks = [SpinnerExtensions.DefaultName, HostKeys.Block, DoorSettings.Block, AkkaBlock];

    /// <summary>Reads a file; without one the quickstart that is part of the program.</summary>
    /// <param name="path">The file; null: the quickstart.</param>
    /// <param name="file">What it says; null when there are mistakes.</param>
    /// <param name="errors">Every mistake with its line or its path; empty on success.</param>
    public static bool TryRead(string? path, [NotNullWhen(true)] out ChildrenFile? file, out IReadOnlyList<string> errors)
    {
        file = null;
        if (path is null) return TryParse(Quickstart.Source, Quickstart.Text(), out file, out errors);
        try
        {
            if (Directory.Exists(path)) errors = [$"'{path}' is a directory; allowed: a HOCON file of children"];
            else if (!File.Exists(path)) errors = [$"there is no file '{path}'; allowed: a HOCON file of children"];
            else if (new FileInfo(path).Length > MaxBytes) errors = [$"{path} has more than {MaxBytes} bytes"];
            else return TryParse(path, File.ReadAllText(path), out file, out errors);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            errors = [unreadable.Message];
        }

        return false;
    }

    /// <summary>Reads what stands in a file.</summary>
    public static bool TryParse(string source, string text, [NotNullWhen(true)] out ChildrenFile? file, out IReadOnlyList<string> errors)
    {
        file = null;
        errors = HoconBalance.Check(text);
        if (errors.Count > 0) return false;
        try
        {
            return TryRead(source, ConfigurationFactory.ParseString(text, NoInclude), out file, out errors);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // Akka's parser throws whatever it stumbles over.
            errors = [Explain(text, broken.Message)];
            return false;
        }
    }

    private static HoconRoot NoInclude(string file) => throw new NotSupportedException($"include of '{file}'; allowed: everything in one file");

    // The parser counts characters, people count lines.
    private static string Explain(string text, string message)
    {
        var what = message.Split('\n')[0].TrimEnd();
        if (Position().Match(what) is not { Success: true } found || !int.TryParse(found.Groups[1].Value, out var at) || at > text.Length)
            return $"not HOCON: {what}";
        var (line, rest) = (text.AsSpan(0, at).Count('\n') + 1, text[at..].Split('\n')[0]);
        return $"line {line}: not HOCON: {what[..found.Index].TrimEnd()} at '{rest[..Math.Min(rest.Length, MaxShown)]}'";
    }

    [GeneratedRegex(@"at position (\d+)")]
    private static partial Regex Position();

    private static bool TryRead(string source, Config config, [NotNullWhen(true)] out ChildrenFile? file, out IReadOnlyList<string> errors)
    {
        var found = new OptionErrors();
        if (config.Root is { IsEmpty: false } root)
            foreach (var name in root.GetObject().Items.Keys.Except(Blocks))
                found.AddShown(HoconSettings.Name(name), "given", $"the blocks {string.Join(", ", Blocks)}");
        if (Only(config, AkkaBlock) is { IsEmpty: false } akka
            && HoconSettings.Of(akka.Root.GetObject().Items[AkkaBlock], AkkaBlock) is { Members: null } block)
            found.AddShown(AkkaBlock, block.Show(), "a block");
        var host = HostSettings.Read(found, config);
        var spinner = SpinnerDeclaration.Read(config, SpinnerExtensions.DefaultName, new SpinnerOptions(), found.Found, out var wrong, out _);
        List<string> all = [.. wrong.Select(e => e.ToString())];
        var door = DoorSettings.Read(all, config);
        errors = all;
        file = errors.Count == 0
            ? new ChildrenFile(source, door is null ? spinner : spinner.BehindDoor(door), host, Only(config, AkkaBlock), door)
            : null;
        return file is not null;
    }

    private static Config Only(Config config, string name)
    {
        if (config.Root is not { IsEmpty: false } root || !root.GetObject().Items.TryGetValue(name, out var block)) return Config.Empty;
        var (only, value) = (new HoconObject(), new HoconValue());
        only.Items[name] = block;
        value.AppendValue(only);
        return new Config(new HoconRoot(value));
    }
}
