using Spinner.Actors;
using Spinner.Control.Contract;

namespace Spinner.Control.Declared;

/// <summary>What is declared about children by whoever owns the spinner. Safe for concurrent use.</summary>
interface IDeclarations
{
    /// <summary>What holds for a child that says nothing else.</summary>
    ChildOptions Defaults { get; }

    /// <summary>Whether there is a child of this name.</summary>
    bool Has(string name);

    /// <summary>What a start of this name asks for: the options given over those declared, or, with neither, a script of this name.</summary>
    ChildOptions OptionsFor(string name, ChildOptions? given);

    /// <summary>The options in force, each with where it comes from.</summary>
    IReadOnlyList<OptionView> Explain(ChildInfo child);
}
