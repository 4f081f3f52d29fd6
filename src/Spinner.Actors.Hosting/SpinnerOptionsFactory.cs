using Microsoft.Extensions.Options;

namespace Spinner.Actors.Hosting;

/// <summary>The options in force as <c>IOptions&lt;SpinnerOptions&gt;</c>; they are said through <see cref="SpinnerBuilder"/>.</summary>
sealed class SpinnerOptionsFactory(IOptionsMonitor<SpinnerBuilder> said) : IOptionsFactory<SpinnerOptions>
{
    public SpinnerOptions Create(string name) => said.Get(name).Options;
}
