"""The layouts of rotas: finds the dates, the tables and the legends on a sheet, and reads each table."""
