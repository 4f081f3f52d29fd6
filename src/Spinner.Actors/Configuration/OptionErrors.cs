namespace Spinner.Actors.Configuration;

/// <summary>Collects what is wrong with options, so that all of it is reported at once.</summary>
sealed class OptionErrors
{
    private readonly List<OptionError> _found = [];

    public IReadOnlyList<OptionError> Found => _found;

    /// <summary>Notes a mistake unless <paramref name="ok"/>.</summary>
    public void Require(bool ok, string option, object? value, string allowed)
    {
        if (!ok) Add(option, value, allowed);
    }

    /// <summary>Notes a mistake.</summary>
    public void Add(string option, object? value, string allowed) => _found.Add(new OptionError(option, OptionError.FormatGiven(value), allowed));

    /// <summary>Notes a mistake whose value is shown already.</summary>
    public void AddShown(string option, string shown, string allowed) => Add(new OptionError(option, shown, allowed));

    /// <summary>Notes a mistake.</summary>
    public void Add(OptionError error) => _found.Add(error);

    /// <summary>Takes over mistakes.</summary>
    public void AddRange(IEnumerable<OptionError> errors) => _found.AddRange(errors);

    /// <summary>Takes over mistakes found in a part; <paramref name="where"/> is put before their options.</summary>
    public void AddRange(string where, IEnumerable<OptionError> errors) =>
        _found.AddRange(errors.Select(e => e with { Option = $"{where}.{e.Option}" }));
}
