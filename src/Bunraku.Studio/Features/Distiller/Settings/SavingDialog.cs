using Bunraku.Core.Errors;
using MudBlazor;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>Saves a draft, and asks where something could be lost.</summary>
internal static class SavingDialog
{
    /// <summary>Saves.</summary>
    /// <returns>Whether it was saved.</returns>
    public static async Task<bool> SaveAsync(SettingsDraft draft, IDialogService dialogs, ISnackbar snackbar)
    {
        const string Question = "Another program has written config.yaml since this page read it. Saving replaces what it wrote.";
        if (draft.HasChangedOnDisk && await dialogs.ShowMessageBoxAsync("The file has changed", Question, yesText: "Replace it", cancelText: "Cancel") != true)
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
            snackbar.Add(e.Message, Severity.Error);
            return false;
        }
    }
}
