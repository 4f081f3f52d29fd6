using Microsoft.Extensions.Options;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Hosting;

/// <summary>Every mistake in the options of a spinner, before anything is made of them.</summary>
sealed class SpinnerValidation : IValidateOptions<SpinnerBuilder>
{
    public ValidateOptionsResult Validate(string? name, SpinnerBuilder options)
    {
        var wrong = options.Errors.Concat(SpinnerOptionsCheck.Validate(options.Options)).Select(e => e.ToString()).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
