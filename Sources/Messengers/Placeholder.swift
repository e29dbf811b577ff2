// Messengers
