using Bunraku.Core.Errors;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace Bunraku.Studio.Shell;

/// <summary>Receives files from the browser. Whatever can go wrong on the way is one message.</summary>
internal static class Upload
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="largest">How many bytes it may have.</param>
    /// <param name="limit">What may be no larger, for the message: <c>Phrase.Of("a picture")</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="BadInputException">It is too large, or cannot be received.</exception>
    public static async Task<byte[]> ReadAsync(IBrowserFile file, long largest, Phrase limit, CancellationToken cancellationToken = default)
    {
        CheckSize(file.Name, file.Size, largest, limit);
        try
        {
            await using Stream stream = file.OpenReadStream(largest, cancellationToken);
            byte[] content = new byte[file.Size];
            await stream.ReadExactlyAsync(content, cancellationToken);
            return content;
        }
        catch (Exception e) when (e is IOException or TimeoutException or JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // A folder, a file without permission, one that was changed since, a line that stalls: the browser's own words differ and help nobody.
            throw new BadInputException($"{file.Name} could not be received. If it is a folder, choose the files in it; if it was moved or changed, choose it again.", e);
        }
    }

    /// <summary>Refuses what is too large.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public static void CheckSize(string name, long size, long largest, Phrase limit)
    {
        if (size > largest)
        {
            throw new BadInputException($"{name} has {size >> 20} MB, more than the {largest >> 20} MB that {limit} may have.");
        }
    }
}
