using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>Choosing files as a person does, who is never quicker than the page is at listening.</summary>
internal static class FileInput
{
    /// <summary>What Blazor sets on an input for files when it begins to listen; a file chosen before goes unnoticed.</summary>
    private const string Listens = "input => input._blazorInputFileNextFileId !== undefined";

    public static Task ChooseFilesAsync(this ILocator input, string file) => ChooseFilesAsync(input, [file]);

    public static async Task ChooseFilesAsync(this ILocator input, IEnumerable<string> files)
    {
        await WaitUntilItListensAsync(input);
        await input.SetInputFilesAsync(files);
    }

    public static async Task ChooseFilesAsync(this ILocator input, FilePayload file)
    {
        await WaitUntilItListensAsync(input);
        await input.SetInputFilesAsync(file);
    }

    private static async Task WaitUntilItListensAsync(ILocator input) => await input.Page.WaitForFunctionAsync(Listens, await input.ElementHandleAsync());
}
