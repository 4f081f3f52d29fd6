using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

/// <summary>Reads options and says what came of it.</summary>
static class Reading
{
    public static ChildSpec Spec(ChildOptions options, SpinnerOptions? spinner = null)
    {
        var read = new ChildSpecReader(spinner ?? new SpinnerOptions()).TryRead(options, out var spec, out var errors);
        Assert.True(read, string.Join('\n', errors));
        Assert.Empty(errors);
        return spec!;
    }

    public static IReadOnlyList<OptionError> Errors(ChildOptions options, SpinnerOptions? spinner = null)
    {
        var read = new ChildSpecReader(spinner ?? new SpinnerOptions()).TryRead(options, out var spec, out var errors);
        Assert.Equal(read, errors.Count == 0);
        Assert.Equal(read, spec is not null);
        return errors;
    }

    /// <summary>The names of the options that are wrong.</summary>
    public static IEnumerable<string> Wrong(ChildOptions options, SpinnerOptions? spinner = null) => Errors(options, spinner).Select(e => e.Option);
}
