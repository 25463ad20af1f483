using Bunraku.Core.Errors;
using Bunraku.Studio.Languages;
using MudBlazor;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>Saves a draft, and asks where something could be lost.</summary>
internal static class SavingDialog
{
    /// <summary>Saves.</summary>
    /// <returns>Whether it was saved.</returns>
    public static async Task<bool> SaveAsync(SettingsDraft draft, IDialogService dialogs, ISnackbar snackbar, Texts say)
    {
        string? question = draft.Problem is { } unreadable ? say[$"{unreadable} Saving replaces the file with what the page shows."]
            : draft.HasChangedOnDisk ? say["Another program has written config.yaml since this page read it. Saving replaces what it wrote."]
            : null;
        if (question is not null && await dialogs.ShowMessageBoxAsync(say["Replace the file?"], question, yesText: say["Replace it"], cancelText: say["Cancel"]) != true)
        {
            return false;
        }

        try
        {
            draft.Save();
            return true;
        }
        catch (BadInputException e)
        {
            snackbar.Add(say[e], Severity.Error);
            return false;
        }
    }
}
