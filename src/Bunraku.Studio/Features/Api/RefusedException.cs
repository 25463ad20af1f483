using Bunraku.Core.Errors;

namespace Bunraku.Studio.Features.Api;

/// <summary>A request that cannot be answered, with the status code of the refusal.</summary>
internal sealed class RefusedException(int status, string message) : BadInputException(message)
{
    public int Status { get; } = status;
}
